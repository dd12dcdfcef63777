import fs from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256 } from "@/lib/db/digest";
import { takhsis, takhsisJson } from "../../support/cli";
import { useDatabase } from "../../support/db";
import { nationalId, PUPILS, studentsCsv, writeOffice } from "../../support/office";

useDatabase();
type Imported = {
  batchId: string;
  state: string;
  rows: number;
  new: number;
  unchanged: number;
  quarantined: number;
  issues: object[];
};
type Run = {
  runId: string;
  state: string;
  eligible: number;
  placed: number;
  planHash: string;
  inputHash: string;
  durationsMs: object;
};
type Assigned = { nationalId: string; mentorId: number | null; counter: string | null; status: string };

let office: Awaited<ReturnType<typeof writeOffice>>;
let run: Run;
beforeAll(async () => {
  office = await writeOffice();
});
afterAll(() => fs.rm(office.folder, { recursive: true }));

const refused = async (...argv: string[]) => {
  const { code, document } = await takhsis([...argv, "--json"]);
  return [code, (document["error"] as { code: string } | undefined)?.code];
};

test("nothing to plan, no such file and no such year are refusals that change nothing", async () => {
  expect(await refused("allocate", "--year", "1404")).toEqual([1, "RUN_NO_STUDENTS"]);
  expect(await refused("allocate", "--year", "1399")).toEqual([1, "YEAR_UNKNOWN"]);
  expect(await refused("import", "students", "/none.csv", "--year", "1404")).toEqual([1, "NOT_FOUND"]);
  expect(await refused("import", "students", office.students, "--year", "1399")).toEqual([1, "YEAR_UNKNOWN"]);
  expect(await refused("import", "pupils", office.students)).toEqual([2, "USAGE"]);
  expect(await refused("run", "show", "1")).toEqual([1, "NOT_FOUND"]);
  expect(await refused("export", "sabt", "--year", "1404", "--out", office.folder)).toEqual([
    1,
    "EXPORT_EMPTY",
  ]);
});

test("files are imported in any dress; a dry run and a second time write nothing", async () => {
  const managers = await takhsisJson<Imported>("import", "managers", office.managers);
  expect(managers).toMatchObject({ state: "APPLIED", rows: 2, new: 2, quarantined: 0 });
  expect(await takhsisJson("import", "mentors", office.mentors, "--year", "۱۴۰۴")).toMatchObject({
    state: "APPLIED",
    new: 3,
  });
  expect(
    await takhsisJson("import", "students", office.students, "--year", "1404", "--dry-run"),
  ).toMatchObject({ state: "READY", new: 9 });
  const students = await takhsisJson<Imported>("import", "students", office.students, "--year", "1404");
  expect(students).toMatchObject({
    state: "APPLIED",
    rows: 9,
    new: 9,
    changed: 0,
    unchanged: 0,
    missing: 0,
    repaired: 0,
  });
  expect(await takhsisJson("import", "students", office.students, "--year", "1404")).toMatchObject({
    new: 0,
    unchanged: 9,
  });
}, 60_000);

test("quarantined rows stop an import unless the valid ones are accepted", async () => {
  const target = path.join(office.folder, "more.csv");
  await fs.writeFile(target, studentsCsv([...PUPILS, { n: 31, id: "1234567890" }]));
  const { code, document } = await takhsis(["import", "students", target, "--year", "1404", "--json"]);
  expect([code, document]).toMatchObject([
    1,
    { error: { code: "NEEDS_REVIEW", details: { quarantined: 1, state: "NEEDS_REVIEW" } } },
  ]);
  const taken = await takhsisJson<Imported>("import", "students", target, "--year", "1404", "--accept-valid");
  expect(taken).toMatchObject({ state: "APPLIED_WITH_REJECTS", quarantined: 1 });
  expect(taken.issues).toContainEqual({ code: "NID_CHECKSUM", severity: "quarantine", count: 1 });
});

test("allocate plans and publishes; the document has exactly the agreed fields", async () => {
  const planned = await takhsisJson<Run>("allocate", "--year", "1404", "--plan-only");
  expect(planned).toMatchObject({ state: "PLANNED", eligible: 9, placed: 7, needsNewMentor: 2 });
  expect(await takhsisJson("run", "discard", planned.runId)).toMatchObject({ state: "DISCARDED" });
  run = await takhsisJson<Run>("allocate", "--year", "1404");
  expect(Object.keys(run).sort()).toEqual(
    [
      "runId",
      "state",
      "policy",
      "eligible",
      "placed",
      "needsNewMentor",
      "planHash",
      "inputHash",
      "durationsMs",
    ].sort(),
  );
  expect(run).toMatchObject({
    state: "PUBLISHED",
    policy: "sequential",
    eligible: 9,
    placed: 7,
    planHash: planned.planHash,
  });
  expect(Object.keys(run.durationsMs).sort()).toEqual(["decide", "publish", "snapshot", "store"]);
  expect(await refused("allocate", "--year", "1404", "--policy", "clever")).toEqual([2, "USAGE"]);
});

test("run show lists every student in national-id order, and the plan hash is theirs", async () => {
  const shown = await takhsisJson<Run & { assignments: Assigned[] }>("run", "show", "2");
  expect(shown.runId).toBe(run.runId);
  const ids = shown.assignments.map((one) => one.nationalId);
  expect(ids).toEqual(PUPILS.map(({ n }) => nationalId(n)).sort());
  expect(sha256(shown.assignments.map((one) => `${one.nationalId},${one.mentorId ?? ""}`).join("\n"))).toBe(
    run.planHash,
  );
  expect(shown.assignments.find((one) => one.nationalId === nationalId(1))).toEqual({
    nationalId: nationalId(1),
    mentorId: 101,
    counter: "543730001",
    status: "OK",
  });
  expect(
    shown.assignments
      .filter((one) => one.status === "NEEDS_NEW_MENTOR")
      .map((one) => [one.mentorId, one.counter]),
  ).toEqual([
    [null, null],
    [null, null],
  ]);
  expect(await takhsisJson("run", "replay", run.runId)).toMatchObject({ same: true, planHash: run.planHash });
  const { runs } = await takhsisJson<{ runs: { number: number; state: string }[] }>("run", "list");
  expect(runs.map(({ number, state }) => [number, state])).toEqual([
    [2, "PUBLISHED"],
    [1, "DISCARDED"],
  ]);
});

test("explain tells the funnel of a placed and of an unplaced student, and nothing of a stranger", async () => {
  type Told = {
    explanation: {
      mentors: number;
      chosen: number | null;
      reason: string | null;
      funnel: { fallen: { mentors: number }[]; left: number }[];
      ranking: object[];
    };
  };
  const placed = await takhsisJson<Told>("explain", nationalId(1));
  expect(placed.explanation).toMatchObject({ mentors: 3, chosen: 101, reason: null });
  const unplaced = (await takhsisJson<Told>("explain", nationalId(21), "--run", "2")).explanation;
  expect(unplaced).toMatchObject({ chosen: null, reason: "GROUP_NOT_ALLOWED" });
  const fallen = unplaced.funnel.flatMap((step) => step.fallen).reduce((sum, one) => sum + one.mentors, 0);
  expect(fallen + unplaced.ranking.length).toBe(unplaced.mentors);
  expect(await refused("explain", "123")).toEqual([1, "E_INVALID_NID"]);
  expect(await refused("explain", nationalId(99))).toEqual([1, "NOT_FOUND"]);
});

test("loads, counters and the whole database add up", async () => {
  const { mentors } = await takhsisJson<{ mentors: { mentorId: number }[] }>(
    "report",
    "loads",
    "--year",
    "1404",
  );
  expect(mentors).toEqual([
    { mentorId: 101, capacity: 2, base: 0, ours: 2, load: 2 },
    { mentorId: 102, capacity: 4, base: 1, ours: 3, load: 4 },
    { mentorId: 103, capacity: 10, base: 0, ours: 2, load: 2 },
  ]);
  expect(await refused("report", "loads", "--year", "1399")).toEqual([1, "YEAR_UNKNOWN"]);
  expect(await takhsisJson("counter", "verify")).toMatchObject({ ok: true, counters: 7 });
  expect(await takhsisJson("db", "verify")).toMatchObject({ ok: true });
});

test("counters: one by one, and a backfill that is a dry run until it is told to apply", async () => {
  expect(await takhsisJson("counter", "assign", nationalId(1), "0", "54")).toEqual({
    counter: "543730001",
    reused: true,
    remarks: [],
  });
  expect(await refused("counter", "assign", nationalId(1), "1", "54")).toEqual([1, "E_INVALID_GENDER"]);
  const csv = path.join(office.folder, "backfill.csv");
  const report = path.join(office.folder, "report.csv");
  await fs.writeFile(csv, `national_id,gender\n${nationalId(21)},0\n${nationalId(1)},0\n123,0\n`);
  const dry = await takhsisJson("counter", "backfill", csv, "54", "--report", report);
  expect(dry).toMatchObject({ applied: false, rows: 3, issued: 1, reused: 1, refused: 1 });
  const lines = (await fs.readFile(report, "utf8")).replace("\ufeff", "").split("\r\n");
  expect(lines[0]).toBe("national_id,code,message,details");
  expect(lines.slice(1, 4).map((line) => line.split(",")[1])).toEqual([
    "COUNTER_ISSUED",
    "COUNTER_REUSED",
    "E_INVALID_NID",
  ]);
  expect(await takhsisJson("counter", "verify")).toMatchObject({ counters: 7 });
  expect(await takhsisJson("counter", "backfill", csv, "54", "--apply")).toMatchObject({
    applied: true,
    issued: 1,
  });
  expect(await takhsisJson("counter", "verify")).toMatchObject({ ok: true, counters: 8 });
});

test("export writes the workbook and its manifest, and the hash is that of the file", async () => {
  const out = path.join(office.folder, "out");
  const made = await takhsisJson<{
    files: { path: string; sha256: string; rows: number }[];
    warnings: object[];
  }>("export", "sabt", "--year", "1404", "--out", out);
  const [file] = made.files;
  expect(made.files).toHaveLength(1);
  expect(path.basename(file?.path ?? "")).toMatch(/^ImportToSabt_1404-ALL_\d{14}_\d+\.xlsx$/);
  expect(file?.rows).toBe(7);
  expect(sha256(await fs.readFile(file?.path ?? ""))).toBe(file?.sha256);
  expect((await fs.readdir(out)).length).toBe(2);
  expect(await refused("export", "sabt", "--year", "1404", "--out", out, "--new")).toEqual([
    1,
    "EXPORT_EMPTY",
  ]);
  expect(await refused("export", "sabt", "--year", "1404", "--out", out, "--center", "9")).toEqual([
    1,
    "EXPORT_CENTER_INVALID",
  ]);
  expect(await refused("export", "sabt", "--year", "1404", "--out", out, "--new", "--run", "2")).toEqual([
    2,
    "USAGE",
  ]);
  expect(
    await takhsisJson("export", "sabt-v1", "--year", "1404", "--out", out, "--format", "csv", "--run", "2"),
  ).toMatchObject({ files: [{ rows: 7 }] });
});

test("the unplaced wait for the next run; a revert of exported rows has to be said, and keeps the counters", async () => {
  expect(await refused("run", "revert", run.runId)).toEqual([1, "RUN_EXPORTED"]);
  const reverted = await takhsisJson("run", "revert", run.runId, "--include-exported");
  expect(reverted).toMatchObject({ state: "REVERTED", reversed: 9, kept: 0 });
  expect(await takhsisJson("db", "verify")).toMatchObject({ ok: true });
  expect(await takhsisJson("allocate", "--year", "1404")).toMatchObject({
    eligible: 9,
    placed: 7,
    planHash: run.planHash,
  });
  expect(await takhsisJson("counter", "verify")).toMatchObject({ ok: true, counters: 8 });
});

test("people get words and the same exit codes", async () => {
  const fa = await takhsis(["run", "list", "--lang", "fa"]);
  expect([fa.code, /منتشرشده/.test(fa.out)]).toEqual([0, true]);
  const en = await takhsis(["explain", nationalId(1), "--lang", "en"]);
  expect([en.code, /Mentor: 101/.test(en.out)]).toEqual([0, true]);
  const wrong = await takhsis(["allocate", "--year", "1403", "--lang", "fa"]);
  expect([wrong.code, wrong.out]).toEqual([1, ""]);
  expect(wrong.err).toContain("RUN_NO_STUDENTS");
});
