import { isNationalId } from "@/lib/shared/national-id";
import { cleanCode } from "@/lib/shared/text";
import { type CounterRemark, type Gender, remarksOn } from "./number";

/** A row of the backfill file, as typed; the year code is the file's default where it has none. */
export type BackfillRow = { readonly nationalId: string; readonly gender: string; readonly yearCode: string };

const cells = (line: string): string[] =>
  line.split(",").map((cell) => cleanCode(cell.trim().replace(/^"(.*)"$/, "$1")).text);

/**
 * Reads `national_id,gender[,year_code]` with its header row, in any order of columns; null when a needed column is missing.
 * No field of it can hold a comma. Source: Domain §6.
 */
export function readBackfill(csv: string, yearCode: string): BackfillRow[] | null {
  const [header = "", ...lines] = csv.replace(/^\ufeff/, "").split(/\r?\n/);
  const names = cells(header).map((name) => name.toLowerCase());
  const [id, gender, year] = ["national_id", "gender", "year_code"].map((name) => names.indexOf(name));
  if (id === undefined || gender === undefined || id < 0 || gender < 0) return null;
  return lines
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const row = cells(line);
      const own = year === undefined || year < 0 ? "" : (row[year] ?? "");
      return { nationalId: row[id] ?? "", gender: row[gender] ?? "", yearCode: own === "" ? yearCode : own };
    });
}

/** A stored student a backfill speaks of. */
export type BackfillStudent = {
  readonly id: string;
  readonly nationalId: string;
  readonly gender: Gender;
  readonly counter: string | null;
};

export type BackfillCode =
  | "COUNTER_ISSUED"
  | "COUNTER_REUSED"
  | CounterRemark
  | "E_INVALID_NID"
  | "E_INVALID_GENDER"
  | "E_YEAR_CODE_INVALID"
  | "E_COUNTER_EXHAUSTED"
  | "E_DB_CONFLICT"
  | "NOT_FOUND";

/** A line of the report; details hold no personal data beyond the national id itself. */
export type BackfillLine = {
  readonly nationalId: string;
  readonly code: BackfillCode;
  readonly details: Readonly<Record<string, string | number>>;
};

export type BackfillReport = {
  readonly rows: number;
  readonly issued: number;
  readonly reused: number;
  readonly refused: number;
  readonly lines: readonly BackfillLine[];
};

/** Students of one year code and gender who need a number, in ascending national id. */
export type Demand = {
  readonly yearCode: string;
  readonly gender: Gender;
  readonly students: readonly BackfillStudent[];
};

type Shortage = { readonly gender: Gender; readonly needed: number; readonly left: number };

type Judged =
  | { readonly line: BackfillLine; readonly fate: "reused" | "refused" }
  | {
      readonly line: BackfillLine;
      readonly fate: "issue";
      readonly student: BackfillStudent;
      readonly yearCode: string;
    };

function judge(
  row: BackfillRow,
  student: BackfillStudent | undefined,
  codes: ReadonlySet<string>,
  seen: ReadonlySet<string>,
): Judged {
  const { nationalId, gender, yearCode } = row;
  const line = (code: BackfillCode, details: BackfillLine["details"] = {}) => ({ nationalId, code, details });
  const refused = (code: BackfillCode, details?: BackfillLine["details"]): Judged => ({
    line: line(code, details),
    fate: "refused",
  });
  if (!isNationalId(nationalId)) return refused("E_INVALID_NID");
  if (gender !== "0" && gender !== "1") return refused("E_INVALID_GENDER", { gender });
  if (!codes.has(yearCode)) return refused("E_YEAR_CODE_INVALID", { yearCode });
  if (student === undefined) return refused("NOT_FOUND");
  if (student.gender !== Number(gender))
    return refused("E_INVALID_GENDER", { gender, stored: student.gender });
  if (seen.has(nationalId)) return refused("E_DB_CONFLICT", { repeated: 1 });
  if (student.counter === null) return { line: line("COUNTER_ISSUED"), fate: "issue", student, yearCode };
  const [remark] = remarksOn(student.counter, student.gender, yearCode).reverse();
  return { line: line(remark ?? "COUNTER_REUSED", { counter: student.counter }), fate: "reused" };
}

/**
 * Decides a backfill: one line per row, in the order of the file, and the numbers needed per year code and gender. `left` is
 * how many there are; `shortage` names the first that do not suffice, and their students' lines say E_COUNTER_EXHAUSTED.
 */
export function decideBackfill(
  rows: readonly BackfillRow[],
  students: readonly BackfillStudent[],
  left: ReadonlyMap<string, Readonly<Record<Gender, number>>>,
): { report: BackfillReport; demands: Demand[]; shortage: Shortage | null } {
  const known = new Map(students.map((student) => [student.nationalId, student]));
  const seen = new Set<string>();
  const judged = rows.map((row) => {
    const one = judge(row, known.get(row.nationalId), new Set(left.keys()), seen);
    if (one.fate === "issue") seen.add(row.nationalId);
    return one;
  });
  const needs = new Map<string, { yearCode: string; gender: Gender; students: BackfillStudent[] }>();
  for (const one of judged) {
    if (one.fate !== "issue") continue;
    const { yearCode, student } = one;
    const key = `${yearCode}${student.gender}`;
    const need = needs.get(key) ?? { yearCode, gender: student.gender, students: [] };
    needs.set(key, need);
    need.students.push(student);
  }
  const demands = [...needs.values()].map((need) => ({
    ...need,
    students: need.students.sort((a, b) => (a.nationalId < b.nationalId ? -1 : 1)),
  }));
  const room = (one: Demand) => left.get(one.yearCode)?.[one.gender] ?? 0;
  const short = demands.find((one) => one.students.length > room(one)) ?? null;
  const without = new Set(demands.flatMap((one) => one.students.slice(room(one)).map((s) => s.nationalId)));
  const lines = judged.map(
    ({ line, fate }): BackfillLine =>
      fate === "issue" && without.has(line.nationalId)
        ? { nationalId: line.nationalId, code: "E_COUNTER_EXHAUSTED", details: {} }
        : line,
  );
  const reused = judged.filter((one) => one.fate === "reused").length;
  const issued = judged.filter((one) => one.fate === "issue").length - without.size;
  const report = { rows: rows.length, issued, reused, refused: rows.length - issued - reused, lines };
  const shortage =
    short === null ? null : { gender: short.gender, needed: short.students.length, left: room(short) };
  return { report, demands, shortage };
}
