import { GENDER_BOOK, readYesNo } from "@/lib/shared/enums";
import type { IssueCode } from "@/lib/shared/issues";
import { parseMobile } from "@/lib/shared/phone";
import {
  type CodeBook,
  type FieldTexts,
  isFilled,
  isGiven,
  note,
  type ParsedRow,
  parsedAs,
  type RowIssue,
  type RowReading,
  type RowValue,
  readRow,
  takeName,
  takeRequired,
  textOf,
  wholeNumber,
} from "@/lib/shared/row";
import { compactKey, searchKey } from "@/lib/shared/text";
import { isPlaceholder } from "./availability";
import { readCenterList } from "./center-list";
import { type GroupName, parseGroupList, parseGroupWords } from "./group-list";

/** The lists a mentor's row is read against; `managersByName` is keyed by `compactKey`. */
export type MentorReference = {
  readonly centers: CodeBook;
  readonly groups: readonly GroupName[];
  readonly schools: ReadonlySet<number>;
  readonly managers: ReadonlyMap<number, string>;
  readonly managersByName: ReadonlyMap<string, readonly number[]>;
};

/** Capacity of a new mentor whose cell is blank. Source: Domain §4 (BR-003). */
export const CAPACITY_DEFAULT = 60;
/** Schools a mentor may serve. Source: Domain §7. */
export const SCHOOLS_MAX = 4;
const SCHOOL_FIELDS = ["school1", "school2", "school3", "school4"] as const;
const ALIAS = { from: 1000, to: 9999 };

const KINDS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ["عادی", "NORMAL"],
    ["مدرسه", "SCHOOL"],
    ["عادی و مدرسه", "DUAL"],
    ["NORMAL", "NORMAL"],
    ["SCHOOL", "SCHOOL"],
    ["DUAL", "DUAL"],
  ].map(([word = "", kind = ""]) => [compactKey(word), kind]),
);

/** Reads a row of the inspector report: every finding of the row, never just the first. Source: Domain §5, §7. */
export const parseMentor = (texts: FieldTexts, reference: MentorReference): ParsedRow => {
  const row = readRow(texts);
  const id = readId(row);
  takeName(row, "name");
  if (isGiven(row, "gender")) takeRequired(row, "gender", GENDER_BOOK, "GENDER_UNKNOWN");
  readManager(row, reference);
  readGroups(row, reference.groups);
  readSchools(row, reference.schools);
  readKind(row);
  readNumber(row, "capacity", "CAPACITY_INVALID", CAPACITY_DEFAULT);
  readNumber(row, "baseLoad", "LOAD_INVALID", 0);
  readAlias(row);
  readFlags(row);
  readPhone(row);
  if (isGiven(row, "centers")) readCenterList(row, "centers", reference.centers);
  return parsedAs(row, id === null ? null : String(id));
};

/** What only the whole record (stored, then overlaid by the file) can tell. Source: Domain §5, Contracts §5. */
export const completeMentor = (record: RowValue): { derived: RowValue; issues: RowIssue[] } => {
  const issues: RowIssue[] = [];
  const list = (field: string): readonly number[] => (record[field] as readonly number[] | undefined) ?? [];
  const name = String(record.name ?? "");
  if (list("groups").length === 0) issues.push({ code: "GROUPS_EMPTY", field: "groups" });
  if (record.gender === undefined) issues.push({ code: "GENDER_UNKNOWN", field: "gender" });
  if (record.kind === "SCHOOL" && list("schools").length === 0)
    issues.push({ code: "SCHOOLS_MISSING", field: "school1" });
  if (record.kind === "NORMAL" && list("schools").length > 0)
    issues.push({ code: "SCHOOLS_UNUSED", field: "kind" });
  if (Number(record.baseLoad) > Number(record.capacity))
    issues.push({ code: "LOAD_ABOVE_CAPACITY", field: "baseLoad" });
  const seat = {
    id: Number(record.id),
    name,
    alias: (record.alias as number | null | undefined) ?? null,
    placeholder: record.placeholder === true,
  };
  if (isPlaceholder(seat)) issues.push({ code: "MENTOR_PLACEHOLDER", field: "name" });
  return { derived: { nameKey: searchKey(name) }, issues };
};

const readId = (row: RowReading): number | null => {
  if (!isFilled(row, "id")) {
    note(row, "MENTOR_ID_MISSING", "id");
    return null;
  }
  const id = wholeNumber(row, "id");
  if (id !== null && id > 0) {
    row.value.id = id;
    return id;
  }
  note(row, "MENTOR_ID_INVALID", "id");
  return null;
};

/** The id wins over the name; a name alone must belong to one manager; neither is a mentor without one. Contracts §5. */
const readManager = (row: RowReading, { managers, managersByName }: MentorReference): void => {
  if (!isGiven(row, "managerId") && !isGiven(row, "managerName")) return;
  const named = managersByName.get(compactKey(textOf(row, "managerName"))) ?? [];
  if (isFilled(row, "managerId")) {
    const id = wholeNumber(row, "managerId");
    const known = id !== null && managers.has(id);
    if (known) row.value.managerId = id;
    else note(row, "MANAGER_UNKNOWN", "managerId");
    if (known && isFilled(row, "managerName") && !named.includes(id))
      note(row, "MANAGER_NAME_DIFFERS", "managerName");
  } else if (!isFilled(row, "managerName")) row.value.managerId = null;
  else if (named.length === 1) row.value.managerId = named[0] ?? null;
  else note(row, named.length > 1 ? "MANAGER_AMBIGUOUS" : "MANAGER_UNKNOWN", "managerName");
};

/** The codes column wins over the words column when it is filled. Source: Domain §3. */
const readGroups = (row: RowReading, groups: readonly GroupName[]): void => {
  const field = isFilled(row, "groups") || !isFilled(row, "groupWords") ? "groups" : "groupWords";
  if (!isGiven(row, field)) return;
  const { codes, unknown } =
    field === "groups"
      ? parseGroupList(textOf(row, field), new Set(groups.map(({ code }) => code)))
      : parseGroupWords(textOf(row, field), groups);
  for (const token of unknown) row.issues.push({ code: "GROUP_TOKEN_UNKNOWN", field, value: token });
  row.value.groups = codes;
};

/** The four columns hold codes although their heading says name; 0 and blank are none. A cell may hold a list. */
const readSchools = (row: RowReading, known: ReadonlySet<number>): void => {
  if (!SCHOOL_FIELDS.some((field) => isGiven(row, field))) return;
  const codes = new Set<number>();
  for (const field of SCHOOL_FIELDS)
    for (const token of textOf(row, field).split(/[,،;؛\s]+/)) {
      if (token === "") continue;
      const code = wholeNumber(row, field, token);
      if (code === null || code < 0) note(row, "SCHOOL_CODE_INVALID", field);
      else if (code > 0) codes.add(code);
      if (code !== null && code > 0 && !known.has(code)) note(row, "SCHOOL_UNKNOWN", field);
    }
  if (codes.size > SCHOOLS_MAX) note(row, "SCHOOLS_TOO_MANY", "school1");
  else row.value.schools = [...codes].sort((a, b) => a - b);
};

/** Without a type: with schools a school mentor, else a normal one; it never changes a stored type. Source: Domain §7. */
const readKind = (row: RowReading): void => {
  const schools = row.value.schools as readonly number[] | undefined;
  row.defaults.kind = (schools?.length ?? 0) > 0 ? "SCHOOL" : "NORMAL";
  if (!isFilled(row, "kind")) return;
  const kind = KINDS[compactKey(textOf(row, "kind"))];
  if (kind === undefined) note(row, "MENTOR_TYPE_UNKNOWN", "kind");
  else row.value.kind = kind;
};

/** Blank means the default for a new mentor and nothing for a stored one. Source: Contracts §5. */
const readNumber = (row: RowReading, field: string, code: IssueCode, whenNew: number): void => {
  row.defaults[field] = whenNew;
  if (!isFilled(row, field)) return;
  const number = wholeNumber(row, field);
  if (number === null || number < 0) note(row, code, field);
  else row.value[field] = number;
};

const readAlias = (row: RowReading): void => {
  if (!isGiven(row, "alias")) return;
  const alias = isFilled(row, "alias") ? wholeNumber(row, "alias") : null;
  const valid = alias !== null && alias >= ALIAS.from && alias <= ALIAS.to;
  if (!valid && isFilled(row, "alias")) note(row, "ALIAS_INVALID", "alias");
  row.value.alias = valid ? alias : null;
};

/** Columns of yes and no; «غیر فعال» says the opposite of what is stored. */
const readFlags = (row: RowReading): void => {
  const flag = (field: string, stored: string, meaning: (yes: boolean) => boolean): void => {
    if (!isGiven(row, field)) return;
    const yes = readYesNo(textOf(row, field));
    if (yes === null) note(row, "YES_NO_UNKNOWN", field);
    else row.value[stored] = meaning(yes);
  };
  flag("inactive", "active", (yes) => !yes);
  flag("accepting", "accepting", (yes) => yes);
  flag("waiting", "placeholder", (yes) => yes);
};

const readPhone = (row: RowReading): void => {
  if (!isGiven(row, "mobile")) return;
  const reading = parseMobile(textOf(row, "mobile"));
  if (reading === null && isFilled(row, "mobile")) note(row, "MOBILE_INVALID", "mobile");
  if (reading?.repair) note(row, reading.repair, "mobile", reading.number);
  row.value.mobile = reading?.number ?? null;
};
