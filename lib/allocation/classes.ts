import type { PoolStudent } from "./schema";

/** Students that share one have the same eligible mentors. `school` counts for school students only. Source: Contracts §3. */
export type StudentClass = Pick<PoolStudent, "gender" | "group" | "center" | "type" | "school">;

/** `of[i]` is the index in `list` of the class of student i; `size[c]` how many students class c has. */
export type Classes = {
  readonly list: readonly StudentClass[];
  readonly of: Int32Array;
  readonly size: Int32Array;
};

/** The class of one student. Source: Contracts §3. */
export const classOf = (student: StudentClass): StudentClass => ({
  gender: student.gender,
  group: student.group,
  center: student.center,
  type: student.type,
  school: student.type === 1 ? student.school : null,
});

/** Name of a class, equal for equal classes; for keys in lists and in the certificate. */
export const classKey = (one: StudentClass): string =>
  [one.gender, one.group, one.center, one.type, one.type === 1 ? (one.school ?? "") : ""].join(":");

/** Gives each code a small number, in order of first appearance. */
function numbering(): (code: number | null) => number {
  const seen = new Map<number | null, number>();
  return (code) => {
    const known = seen.get(code);
    if (known !== undefined) return known;
    seen.set(code, seen.size);
    return seen.size - 1;
  };
}

/** More distinct groups or centres than this cannot be: their codes are two tables of a few dozen rows. */
const CODES_MAX = 4096;

/**
 * Sorts students into classes, in order of first appearance. The key is a number packed from small numbers rather
 * than a text: a million students are classed in a tenth of a second. Source: Contracts §3.
 */
export function classify(students: readonly StudentClass[]): Classes {
  const groupNo = numbering();
  const centerNo = numbering();
  const schoolNo = numbering();
  const classNo = new Map<number, number>();
  const list: StudentClass[] = [];
  const of = new Int32Array(students.length);
  for (let i = 0; i < students.length; i++) {
    const student = students[i]!;
    const school = student.type === 1 ? schoolNo(student.school) : 0;
    const place = (school * CODES_MAX + groupNo(student.group)) * CODES_MAX + centerNo(student.center);
    const key = place * 4 + student.gender * 2 + student.type;
    let found = classNo.get(key);
    if (found === undefined) {
      found = list.push(classOf(student)) - 1;
      classNo.set(key, found);
    }
    of[i] = found;
  }
  const size = new Int32Array(list.length);
  for (const found of of) size[found]!++;
  return { list, of, size };
}
