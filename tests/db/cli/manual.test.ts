import fs from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { takhsis, takhsisJson } from "../../support/cli";
import { useDatabase } from "../../support/db";
import { nationalId, writeOffice } from "../../support/office";

useDatabase();
let office: Awaited<ReturnType<typeof writeOffice>>;
beforeAll(async () => {
  office = await writeOffice();
  await takhsisJson("import", "managers", office.managers);
  await takhsisJson("import", "mentors", office.mentors, "--year", "1404");
  await takhsisJson("import", "students", office.students, "--year", "1404");
}, 60_000);
afterAll(() => fs.rm(office.folder, { recursive: true }));

type Candidates = { rows: { id: number; fit: string; current: boolean }[]; free: number };

test("a student is placed by hand, kept through a run, sent to Sabt, and ended, all from the command line", async () => {
  const nid = nationalId(1);
  const { rows, free } = await takhsisJson<Candidates>("candidates", nid);
  expect(free).toBe(rows.filter((one) => one.fit === "FREE").length);
  const best = String(rows[0]!.id);
  const placed = await takhsisJson<{ mentorId: number; counter: string }>(
    "assign",
    nid,
    best,
    "--reason",
    "siblings",
  );
  expect(placed).toMatchObject({ mentorId: rows[0]!.id, pinned: true, status: "OK" });
  expect((await takhsisJson<Candidates>("candidates", nid)).rows.filter((one) => one.current)).toHaveLength(
    1,
  );
  expect(await takhsisJson("unpin", nid)).toMatchObject({ pinned: false });
  expect(await takhsisJson("pin", nid)).toMatchObject({ pinned: true });

  const run = await takhsisJson<{ placed: number; eligible: number }>("allocate", "--year", "1404");
  type Sabt = { files: { rows: number }[] };
  const sabt = () => takhsisJson<Sabt>("export", "sabt", "--year", "1404", "--out", office.folder, "--new");
  const rowsOf = ({ files }: Sabt) => files.reduce((sum, file) => sum + file.rows, 0);
  expect(rowsOf(await sabt())).toBe(run.placed + 1);

  const ended = await takhsisJson(
    "unassign",
    nid,
    "--reason",
    "other",
    "--note",
    "moved away",
    "--after",
    "pool",
  );
  expect(ended).toMatchObject({ after: "POOL", stillCounted: false });
  const again = await takhsisJson<{ counter: string }>("assign", nid, best, "--reason", "correction");
  expect(again.counter).toBe(placed.counter);
  expect(rowsOf(await sabt())).toBe(1);
});

test("a wrong reason or a missing note is a wrong call; an unknown student is a refusal", async () => {
  expect((await takhsis(["assign", nationalId(1), "1", "--reason", "whim"])).code).toBe(2);
  expect((await takhsis(["unassign", nationalId(1), "--reason", "other"])).code).toBe(2);
  const unknown = await takhsis(["pin", nationalId(99_999), "--json"]);
  expect(unknown.code).toBe(1);
});
