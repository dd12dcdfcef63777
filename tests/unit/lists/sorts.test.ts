import fs from "node:fs";
import { expect, test } from "vitest";
import { LIST_NAMES, type ListName } from "@/lib/lists/names";
import { SPECS } from "@/lib/lists/pages";

/** Where the columns of each list's table are said. */
const TABLES: Readonly<Record<ListName, string>> = {
  students: "components/student/student-table.tsx",
  mentors: "components/mentor/mentor-table.tsx",
  managers: "components/mentor/manager-table.tsx",
  runs: "components/allocation/run-table.tsx",
  waiting: "components/allocation/waiting-table.tsx",
  quarantine: "app/(console)/quarantine/columns.tsx",
  exports: "components/reporting/export-table.tsx",
  audit: "components/reporting/audit-table.tsx",
};

/** The orders a table's headers offer: `sortable` columns by their key, and the keys of a column's `sorts`. */
const offeredBy = (file: string): string[] => {
  const source = fs.readFileSync(file, "utf8");
  const sortable = source.matchAll(/\bkey: "(\w+)",\s*header: [^\n]*?,\s*sortable: true/g);
  const several = [...source.matchAll(/\bsorts: \[([\s\S]*?)\]/g)].flatMap(([, orders]) => [
    ...(orders ?? "").matchAll(/\bkey: "(\w+)"/g),
  ]);
  return [...sortable, ...several].flatMap(([, key]) => key ?? []);
};

test.each([...LIST_NAMES])("%s can be put in exactly the orders its headers offer", (list) => {
  const file = TABLES[list];
  const marked = fs.readFileSync(file, "utf8").match(/\bsortable: true|\bsorts: \[/g) ?? [];
  expect(marked.length, `${file} says its columns in another way`).toBeGreaterThan(0);
  expect(offeredBy(file).sort()).toEqual([...SPECS[list].sorts].sort());
});

test.each([...LIST_NAMES])("%s begins in an order it knows", (list) => {
  const { sorts, defaultSort } = SPECS[list];
  expect(sorts).toContain(defaultSort.replace(/^-/, ""));
});
