import { expect, test } from "vitest";
import { startCensus } from "@/lib/reporting/census";
import { fileNameOf, manifestNameOf } from "@/lib/reporting/file-name";
import { guardText } from "@/lib/reporting/guard";
import { cellsOf, headingsOf, type Layout } from "@/lib/reporting/layout";
import type { Placement } from "@/lib/reporting/placement";
import { findProfile, PROFILES } from "@/lib/reporting/profile";
import { SABT } from "@/lib/reporting/sabt";
import { SABT_V1 } from "@/lib/reporting/sabt-v1";
import golden from "../../golden/sabt/cases.json";
import headings from "../../golden/sabt/headings.json";

type Case = { name: string; placement: object; cells: Record<string, string>; aliasMissing?: boolean };
const cases = golden.cases as unknown as Case[];
const placement = (over: object): Placement =>
  ({ ...golden.base, at: new Date(golden.base.at), ...over }) as unknown as Placement;
const base = placement({});

test("the headings are the 45 of the importer, one of them with an Arabic ك", () => {
  expect(headingsOf(SABT)).toEqual(headings);
  expect(headingsOf(SABT)).toHaveLength(45);
  expect(headingsOf(SABT).filter((heading) => heading.includes("ك"))).toEqual(["كار در منزل و مجله"]);
  expect(headingsOf(SABT)[24]).toBe("كار در منزل و مجله");
});

test.each(cases)("$name", ({ placement: over, cells, aliasMissing }) => {
  const row = placement(over);
  const expected = Array.from({ length: 45 }, (_, i) => cells[String(i + 1)] ?? null);
  expect(cellsOf(SABT)(row)).toEqual(expected);
  const census = startCensus();
  census.add([row]);
  expect(census.warnings(0).some((w) => w.code === "ALIAS_MISSING")).toBe(aliasMissing ?? false);
});

test("no cell of any layout holds a digit that is not Latin", () => {
  const row = placement({
    firstName: "علی ۱۲",
    lastName: "٣٤",
    discount: "۱۰",
    martyrFileNo: "۷",
    regStatus: 1,
  });
  for (const layout of Object.values(PROFILES)) expect(cellsOf(layout)(row).join("")).not.toMatch(/[۰-۹٠-٩]/);
});

test("the guard covers each start a spreadsheet takes for a formula, and nothing else", () => {
  for (const start of ["=", "+", "-", "@", "\t", "\r"]) expect(guardText(`${start}x`)).toBe(`'${start}x`);
  for (const text of ["", "x=", "سارا", "'=x", "0912"]) expect(guardText(text)).toBe(text);
});

test("SABT_V1 has sixteen columns; school in six digits, the instant in UTC, the year in four", () => {
  expect(headingsOf(SABT_V1)).toHaveLength(16);
  const cells = Object.fromEntries(
    headingsOf(SABT_V1).map((heading, i) => [heading, cellsOf(SABT_V1)(base)[i]]),
  );
  expect(cells).toMatchObject({
    school_code: "000650",
    allocation_date: "2025-08-15T10:30:00.000Z",
    year_code: "1404",
    mentor_mobile: "09120000000",
  });
});

test("a third layout is data: 45 columns renamed and one more", () => {
  const third: Layout = {
    ...SABT,
    profile: "sabt-46",
    columns: [
      ...SABT.columns.map((column, i) => ({ ...column, heading: `c${i + 1}` })),
      { heading: "نوع بسته حکمت", constant: "1" },
    ],
  };
  expect(cellsOf(third)(base).slice(0, 45)).toEqual(cellsOf(SABT)(base));
  expect(cellsOf(third)(base)[45]).toBe("1");
});

test("names of files carry year, centre or ALL, instant and number; manifests stand beside them", () => {
  const naming = { year: 1404, at: new Date("2025-08-15T10:30:05Z"), seq: 7, format: "xlsx" as const };
  const name = fileNameOf(SABT, { ...naming, centers: [] });
  expect(name).toBe("ImportToSabt_1404-ALL_20250815103005_007.xlsx");
  expect(fileNameOf(SABT, { ...naming, centers: [1] })).toContain("_1404-1_");
  expect(manifestNameOf(SABT, name)).toBe("ImportToSabt_1404-ALL_20250815103005_007.manifest.json");
  expect(manifestNameOf(SABT_V1, "x.csv")).toBe("export_manifest.json");
});

test("a profile nobody knows is none, whatever it is called", () => {
  expect([findProfile("sabt"), findProfile("nope"), findProfile("constructor")]).toEqual([SABT, null, null]);
});

test("the watermark is the newest instant, and of equal instants the highest id", () => {
  const census = startCensus();
  const at = new Date("2025-08-15T10:30:00Z");
  census.add([
    { ...base, assignmentId: "b", at },
    { ...base, assignmentId: "c", at },
    { ...base, assignmentId: "z", at: new Date("2025-08-14T10:30:00Z") },
  ]);
  expect(census.watermark()).toEqual({ at: at.toISOString(), id: "c" });
});
