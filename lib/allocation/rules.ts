import type { OutCode } from "@/lib/mentor/availability";
import type { PoolMentor, PoolStudent } from "./schema";

/** The six rules in the order they are checked, each with its codes. Source: Domain §4. */
export const RULES = [
  { rule: 1, codes: ["GENDER_MISMATCH"] },
  { rule: 2, codes: ["GROUP_NOT_ALLOWED"] },
  { rule: 3, codes: ["CENTER_NOT_ALLOWED"] },
  { rule: 4, codes: ["CAPACITY_FULL"] },
  { rule: 5, codes: ["GRADUATE_SCHOOL_FORBIDDEN"] },
  {
    rule: 6,
    codes: [
      "SCHOOL_STUDENT_NEEDS_SCHOOL_MENTOR",
      "SCHOOL_CODE_MISMATCH",
      "NORMAL_STUDENT_CANNOT_GET_SCHOOL_MENTOR",
    ],
  },
] as const;
export type RuleCode = (typeof RULES)[number]["codes"][number];
/** Why a mentor does not take a student: out of the pool (stage 0), or a rule. */
export type FailureCode = OutCode | RuleCode;

const RULE_OF = new Map<string, number>(
  RULES.flatMap(({ rule, codes }) => codes.map((code) => [code, rule])),
);
/** Number of the rule a code belongs to, 1–6; 0 for the reasons of stage 0. */
export const ruleOf = (code: FailureCode): number => RULE_OF.get(code) ?? 0;

type Student = Pick<PoolStudent, "gender" | "group" | "center" | "type" | "school" | "eduStatus">;
type Mentor = Pick<PoolMentor, "gender" | "kind" | "groups" | "centers" | "schools">;

const genderFailure = (student: Student, mentor: Mentor): RuleCode | null =>
  student.gender === mentor.gender ? null : "GENDER_MISMATCH";

const groupFailure = (student: Student, mentor: Mentor): RuleCode | null =>
  mentor.groups.includes(student.group) ? null : "GROUP_NOT_ALLOWED";

const centerFailure = (student: Student, mentor: Mentor): RuleCode | null =>
  mentor.centers.includes(student.center) ? null : "CENTER_NOT_ALLOWED";

const graduateFailure = (student: Student, mentor: Mentor): RuleCode | null =>
  student.eduStatus === 0 && mentor.kind === "SCHOOL" ? "GRADUATE_SCHOOL_FORBIDDEN" : null;

function schoolFailure(student: Student, mentor: Mentor): RuleCode | null {
  if (student.type === 0) return mentor.kind === "SCHOOL" ? "NORMAL_STUDENT_CANNOT_GET_SCHOOL_MENTOR" : null;
  if (mentor.kind === "NORMAL") return "SCHOOL_STUDENT_NEEDS_SCHOOL_MENTOR";
  return student.school !== null && mentor.schools.includes(student.school) ? null : "SCHOOL_CODE_MISMATCH";
}

/** Whether a mentor has a place left at this load. Half of rule 4; a load above capacity (files say so) is full. */
export const hasPlace = (load: number, capacity: number): boolean => load < capacity;

/**
 * The first of the six rules that keeps a student from a mentor who has `load` students, or null when all hold.
 * Stage 0 is not looked at (`PoolMentor.out`). Source: Domain §4.
 */
export function failingRule(
  student: Student,
  mentor: Mentor & { readonly capacity: number },
  load: number,
): RuleCode | null {
  return (
    genderFailure(student, mentor) ??
    groupFailure(student, mentor) ??
    centerFailure(student, mentor) ??
    (hasPlace(load, mentor.capacity) ? null : "CAPACITY_FULL") ??
    graduateFailure(student, mentor) ??
    schoolFailure(student, mentor)
  );
}

/**
 * Every rule other than capacity that fails, in rule order. Rules 5 and 6 overlap for a graduate and a school mentor:
 * only the first is named, because curing it cures both. Source: Domain §4, Contracts §2.
 */
export function failingRules(student: Student, mentor: Mentor): RuleCode[] {
  const codes = [
    genderFailure(student, mentor),
    groupFailure(student, mentor),
    centerFailure(student, mentor),
    graduateFailure(student, mentor) ?? schoolFailure(student, mentor),
  ];
  return codes.filter((code) => code !== null);
}
