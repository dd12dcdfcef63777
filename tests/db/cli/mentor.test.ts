import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { takhsis, takhsisJson } from "../../support/cli";
import { useDatabase } from "../../support/db";
import { createMentor, createPlacement } from "../../support/placements";

useDatabase();

test("a mentor is changed from the command line as in the form, tried first and refused with the code of the field", async () => {
  const id = await createMentor({ groups: [3] });
  await createPlacement({ mentorId: id });
  const call = ["mentor", "change", String(id), "--groups", "5,7:9", "--accepting", "no"];
  const tried = await takhsisJson<{ review: { total: number }; out: unknown }>(...call, "--dry-run");
  expect(tried).toMatchObject({ review: { total: 1 }, out: [null, "NOT_ACCEPTING"] });
  expect((await db().mentor.findUniqueOrThrow({ where: { id } })).version).toBe(1);
  expect(await takhsisJson(...call)).toMatchObject({ mentorId: id, flagged: 1 });
  const groups = await db().mentorGroup.findMany({ where: { mentorId: id }, orderBy: { groupCode: "asc" } });
  expect(groups.map(({ groupCode }) => groupCode)).toEqual([5, 7, 8, 9]);
  const wrong = await takhsis(["mentor", "change", String(id), "--groups", "999", "--json"]);
  expect(wrong).toMatchObject({
    code: 1,
    document: { error: { code: "INVALID_INPUT", details: { fields: { groups: "GROUP_TOKEN_UNKNOWN" } } } },
  });
  expect((await takhsis(["mentor", "change", String(id), "--kind", "boss"])).code).toBe(2);
});
