import { completeManager, parseManager } from "@/lib/mentor/manager/parse-row";
import { completeMentor, type MentorReference, parseMentor } from "@/lib/mentor/parse-row";
import type { IssueCode } from "@/lib/shared/issues";
import type { CodeBook, FieldTexts, ParsedRow, RowIssue, RowValue } from "@/lib/shared/row";
import { parseCounterRow } from "@/lib/student/parse-counter";
import { completeStudent, parseStudent } from "@/lib/student/parse-row";
import {
  completeGroup,
  completeSchool,
  parseGroup,
  parseSchool,
  parseSpecialSchool,
  type RosterReference,
} from "@/lib/student/school/parse-row";
import type { Kind } from "./columns";

/** The lists that rows are read against, loaded once per job. */
export type Reference = RosterReference &
  Omit<MentorReference, "groups"> & {
    readonly groups: CodeBook;
    readonly groupNames: MentorReference["groups"];
    readonly specialSchools: ReadonlySet<number> | null;
    readonly managerCenters: ReadonlyMap<number, readonly number[]>;
  };

type Completion = { readonly derived: RowValue; readonly issues: readonly RowIssue[] };

/** What the one pipeline has to know of a kind of file; everything else is the same for all. */
export type KindRules = {
  readonly parse: (texts: FieldTexts, reference: Reference) => ParsedRow;
  /** What follows from the whole record: stored, overlaid by the row. */
  readonly complete: (record: RowValue, given: RowValue, reference: Reference) => Completion;
  /** Centres a record belongs to; null where centres play no part. */
  readonly centersOf: (record: RowValue, reference: Reference) => readonly number[] | null;
  /** Finding of rows with one key and different data; null where two such rows cannot differ. */
  readonly duplicate: IssueCode | null;
};

const nothing = (): Completion => ({ derived: {}, issues: [] });
const numbers = (value: unknown): number[] => (typeof value === "number" ? [value] : []);

/** The rules of every kind. */
export const KIND_RULES: Readonly<Record<Kind, KindRules>> = {
  students: {
    parse: parseStudent,
    complete: completeStudent,
    centersOf: (record) => numbers(record.centerCode),
    duplicate: "NID_DUPLICATE",
  },
  mentors: {
    parse: (texts, reference) => parseMentor(texts, { ...reference, groups: reference.groupNames }),
    complete: completeMentor,
    centersOf: (record, { managerCenters }) => managerCenters.get(Number(record.managerId)) ?? [],
    duplicate: "MENTOR_ID_DUPLICATE",
  },
  managers: {
    parse: parseManager,
    complete: completeManager,
    centersOf: (record) => (record.centers as readonly number[] | undefined) ?? [],
    duplicate: "MANAGER_ID_DUPLICATE",
  },
  schools: {
    parse: parseSchool,
    complete: completeSchool,
    centersOf: () => null,
    duplicate: "SCHOOL_CODE_DUPLICATE",
  },
  "special-schools": { parse: parseSpecialSchool, complete: nothing, centersOf: () => null, duplicate: null },
  groups: { parse: parseGroup, complete: completeGroup, centersOf: () => null, duplicate: "GROUP_DUPLICATE" },
  counters: {
    parse: parseCounterRow,
    complete: nothing,
    centersOf: (record) => numbers(record.centerCode),
    duplicate: "NID_DUPLICATE",
  },
};
