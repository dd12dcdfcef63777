import { COLUMNS, type Kind } from "@/lib/intake/columns";
import { type JudgeContext, type Judged, judgeRow } from "@/lib/intake/judge";
import { KIND_RULES, type Reference } from "@/lib/intake/kinds";
import { normaliseTexts } from "@/lib/intake/normalise";
import { codeBook, type RowValue } from "@/lib/shared/row";

const GROUPS = [
  { code: 1, name: "دوازدهم ریاضی", bucket: "KONKUR" },
  { code: 3, name: "دوازدهم تجربی", bucket: "KONKUR" },
  { code: 27, name: "نهم", bucket: "SECONDARY1" },
  { code: 31, name: "هشتم", bucket: "SECONDARY1" },
  { code: 33, name: "هفتم", bucket: "SECONDARY1" },
  { code: 21, name: "یازدهم ریاضی", bucket: "SECONDARY2" },
];

/** A small world: three centres, six groups, two schools of which one is special, three managers of whom two share a name. */
export const reference: Reference = {
  year: 1404,
  years: new Set([1403, 1404, 1405]),
  centers: codeBook([
    { code: 0, names: ["مرکزی", "Markazi"] },
    { code: 1, names: ["گلستان", "Golestan"] },
    { code: 2, names: ["صدرا", "Sadra"] },
  ]),
  groups: codeBook(GROUPS.map(({ code, name }) => ({ code, names: [name] }))),
  groupNames: GROUPS,
  schools: new Set([650, 663]),
  specialSchools: new Set([663]),
  managers: new Map([
    [11, "رضا بهرامی"],
    [12, "سارا کریمی"],
    [13, "سارا کریمی"],
  ]),
  managersByName: new Map([
    ["رضابهرامی", [11]],
    ["ساراکریمی", [12, 13]],
  ]),
  managerCenters: new Map([
    [11, [0]],
    [12, [1, 2]],
    [13, []],
  ]),
};

export type World = Partial<Omit<JudgeContext, "kind" | "reference">> & {
  stored?: RowValue;
  reference?: Partial<Reference>;
};

/** Takes texts of a row the whole pure way: cleaned, parsed, held against what is stored. */
export const judge = (kind: Kind, raw: Record<string, string>, world: World = {}): Judged => {
  const { stored = null, reference: other, ...context } = world;
  const lists = { ...reference, ...other };
  const { texts, issues } = normaliseTexts(raw, COLUMNS[kind]);
  const parsed = KIND_RULES[kind].parse(texts, lists);
  return judgeRow({ ...parsed, issues: [...issues, ...parsed.issues] }, stored, {
    kind,
    year: 1404,
    scope: [],
    counterOwners: new Map(),
    loadsInclude: null,
    ...context,
    reference: lists,
  });
};

export const codesOf = (judged: Judged): string[] => judged.issues.map(({ code }) => code);

/** A student's row without any fault. */
export const makeStudentTexts = (other: Record<string, string> = {}): Record<string, string> => ({
  nationalId: "1013425111",
  firstName: "علی",
  lastName: "رضایی",
  gender: "1",
  groupCode: "3",
  eduStatus: "1",
  centerCode: "0",
  regStatus: "0",
  schoolCode: "650",
  ...other,
});

/** A mentor's row without any fault. */
export const makeMentorTexts = (other: Record<string, string> = {}): Record<string, string> => ({
  id: "501",
  name: "مریم احمدی",
  gender: "0",
  managerId: "11",
  kind: "عادی",
  groups: "1,3",
  baseLoad: "10",
  capacity: "60",
  ...other,
});

/** What is stored of the student of `makeStudentTexts`. */
export const storedStudent = (other: RowValue = {}): RowValue => ({
  ...judge("students", makeStudentTexts()).record,
  counter: null,
  ...other,
});
/** What is stored of the mentor of `makeMentorTexts`, who has nobody of ours. */
export const storedMentor = (other: RowValue = {}): RowValue => ({
  ...judge("mentors", makeMentorTexts()).record,
  ownLoad: 0,
  ownOfYear: 0,
  countable: 0,
  exported: 0,
  ...other,
});
