import { expect, test } from "vitest";
import { GET as downloadCaseload } from "@/app/api/v1/mentors/[mentorId]/caseload/route";
import { db } from "@/lib/db/client";
import { openWorkbook } from "@/lib/excel/read";
import { listMentorEvents } from "@/lib/mentor/caseload/queries";
import { actorOf } from "@/tests/support/actors";
import { useDatabase } from "@/tests/support/db";
import { createMentor, createPlacement, createPublishedRun } from "@/tests/support/placements";
import { call, tokenWith } from "@/tests/support/rest";

useDatabase();

const get = (mentorId: number, token: string) =>
  call(downloadCaseload, `/mentors/${mentorId}/caseload?lang=fa`, {
    token,
    params: { mentorId: String(mentorId) },
  });

const idsIn = async (response: Response): Promise<string[]> => {
  const book = await openWorkbook(new Uint8Array(await response.arrayBuffer()), "caseload.xlsx");
  const ids: string[] = [];
  for await (const page of book.sheets[0]?.rows() ?? [])
    for (const { cells } of page) ids.push(cells[2] ?? "");
  return ids;
};

test("a caseload is handed over whole, within the centres of whoever takes it, and leaves a trace without names", async () => {
  const mentorId = await createMentor({ centers: [1, 2] });
  const one = await createPlacement({ mentorId, student: { centerCode: 1 } });
  const two = await createPlacement({ mentorId, student: { centerCode: 2 } });
  const everywhere = await tokenWith(["export:download", "mentor:read"]);
  expect((await idsIn(await get(mentorId, everywhere))).slice(1).sort()).toEqual(
    [one.nationalId, two.nationalId].sort(),
  );
  const here = await tokenWith(["export:download", "mentor:read"], [1]);
  expect(await idsIn(await get(mentorId, here))).toEqual(["کد ملی", one.nationalId]);
  const traces = await db().auditLog.findMany({ where: { action: "mentor.caseload.download" } });
  expect(traces.map(({ resourceId, diff }) => [resourceId, diff])).toEqual([
    [String(mentorId), { rows: 2 }],
    [String(mentorId), { rows: 1 }],
  ]);
});

test("who may not see the mentor gets no file, and who may not see mentors is told so", async () => {
  const mentorId = await createMentor({ managerId: 5, centers: [2] });
  const elsewhere = await tokenWith(["export:download", "mentor:read"], [1]);
  expect((await get(mentorId, elsewhere)).status).toBe(404);
  expect((await get(mentorId, await tokenWith(["export:download"]))).status).toBe(403);
  expect((await get(mentorId, await tokenWith(["mentor:read"]))).status).toBe(403);
});

test("the history of a mentor tells who came with which run, by hand, and who left and why, in numbers", async () => {
  const mentorId = await createMentor({ managerId: 6 });
  const runId = await createPublishedRun();
  for (let i = 0; i < 3; i += 1) await createPlacement({ mentorId, runId });
  const { id } = await createPlacement({ mentorId });
  await db().assignment.update({
    where: { id },
    data: { status: "REVERTED", endedReason: "REASSIGNED", endedAt: new Date() },
  });
  const { events } = await listMentorEvents(actorOf("AUDITOR"), mentorId);
  expect(
    events.map((event) => (event.kind === "CHANGE" ? event.action : [event.kind, event.students])),
  ).toEqual(
    expect.arrayContaining([
      ["LEFT", 1],
      ["CAME", 1],
      ["CAME", 3],
    ]),
  );
});
