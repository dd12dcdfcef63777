import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { sha256 } from "@/lib/db/digest";
import { exportToDirectory } from "@/lib/reporting/jobs";
import { startExportSchema } from "@/lib/reporting/schema";
import { createMentor, createPlacement } from "../../support/placements";
import { ask, make, rowsOf, useExports } from "./exporting";

useExports();
const folder = mkdtempSync(path.join(os.tmpdir(), "takhsis-export-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("a normal mentor without alias is exported by id, and the warning names him", async () => {
  const mentorId = await createMentor({ alias: null });
  await createPlacement({ mentorId });
  const made = await make();
  expect(made.warnings).toEqual([{ code: "ALIAS_MISSING", count: 1, mentors: [mentorId] }]);
  expect((await rowsOf(made.files[0]?.sha256 ?? ""))[1]?.[21]).toBe(String(mentorId));
});

test("the command line's export writes whole files into a folder, the manifest beside them, and nothing else", async () => {
  const mentorId = await createMentor();
  await createPlacement({ mentorId });
  const out = path.join(folder, "deep", "er");
  const result = await exportToDirectory(systemActor("cli"), ask(), out);
  if (!result.ok) throw new Error(result.reason);
  const [file] = result.value.files;
  expect(path.isAbsolute(file?.path ?? "")).toBe(true);
  expect(sha256(readFileSync(file?.path ?? ""))).toBe(file?.sha256);
  expect(readdirSync(out).sort()).toEqual(
    [
      path.basename(file?.path ?? ""),
      path.basename(file?.path ?? "").replace(".xlsx", ".manifest.json"),
    ].sort(),
  );
  const blocked = await exportToDirectory(
    systemActor("cli"),
    ask(),
    path.join(file?.path ?? "", "below-a-file"),
  );
  expect(blocked).toMatchObject({ ok: false, reason: "EXPORT_IO_ERROR" });
});

test("SABT_V1: sixteen columns, sorted by year, centre, group, school and national id, in csv as in xlsx", async () => {
  const mentorId = await createMentor({ mobile: "09120000000" });
  const student = (nationalId: string, centerCode: number, schoolCode: number | null) =>
    createPlacement({ mentorId, student: { nationalId, centerCode, schoolCode } });
  await student("0030000000", 2, 12);
  await student("0020000000", 1, null);
  await student("0010000000", 1, 650);
  const csv = await make({ profile: "sabt-v1", format: "csv" });
  const rows = await rowsOf(csv.files[0]?.sha256 ?? "", "x.csv");
  expect(rows[0]).toHaveLength(16);
  expect(rows.slice(1).map((row) => [row[0], row[10]])).toEqual([
    ["0010000000", "000650"],
    ["0020000000", ""],
    ["0030000000", "000012"],
  ]);
  expect(rows[1]?.[14]).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
  expect(csv.files[0]?.name).toMatch(/^export_SABT_V1_1404-ALL_\d{14}_001\.csv$/);
  expect(csv.manifestName).toBe("export_manifest.json");
  const xlsx = await make({ profile: "sabt-v1" });
  expect((await rowsOf(xlsx.files[0]?.sha256 ?? "")).slice(1)).toEqual(rows.slice(1));
});

test("a delta begins after its watermark pair and says in the manifest where the next begins", async () => {
  const mentorId = await createMentor();
  const at = new Date("2025-08-01T00:00:00Z");
  const first = await createPlacement({ mentorId, at });
  const second = await createPlacement({ mentorId, at });
  const [low, high] = [first, second].sort((a, b) => (a.id < b.id ? -1 : 1));
  const since = { at: at.toISOString(), id: low?.id ?? "" };
  const made = await make({ profile: "sabt-v1", scope: "DELTA", since });
  expect(made.rows).toBe(1);
  const stored = await db().export.findUniqueOrThrow({ where: { id: made.id } });
  expect(stored.manifest).toMatchObject({
    delta_window: { from: since, to: { at: since.at, id: high?.id } },
  });
  expect(startExportSchema.safeParse({ year: 1404, scope: "DELTA" }).success).toBe(false);
});
