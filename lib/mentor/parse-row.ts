import { GENDER_BOOK, readYesNo } from "@/lib/shared/enums";
import type { IssueCode } from "@/lib/shared/issues";
import { parseMobile } from "@/lib/shared/phone";
import {
  type CodeBook,
  type FieldTexts,
  type ParsedRow,
  type RowIssue,
  type RowValue,
  readRow,
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

type Reader = ReturnType<typeof readRow>;

/** Capacity of a new mentor whose cell is blank. Source: Domain §4 (BR-003). */
export const CAPACITY_DEFAULT = 60;
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
  row.name("name");
  if (row.isGiven("gender")) row.required("gender", GENDER_BOOK, "GENDER_UNKNOWN");
  readManager(row, reference);
  readGroups(row, reference.groups);
  readSchools(row, reference.schools);
  readKind(row);
  readNumber(row, "capacity", "CAPACITY_INVALID", CAPACITY_DEFAULT);
  readNumber(row, "baseLoad", "LOAD_INVALID", 0);
  readAlias(row);
  readFlags(row);
  readPhone(row);
  if (row.isGiven("centers")) readCenterList(row, "centers", reference.centers);
  return {
    key: id === null ? null : String(id),
    value: row.value,
    defaults: row.defaults,
    issues: row.issues,
  };
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

const readId = (row: Reader): number | null => {
  if (!row.isFilled("id")) {
    row.note("MENTOR_ID_MISSING", "id");
    return null;
  }
  const id = row.integer("id");
  if (id !== null && id > 0) {
    row.value.id = id;
    return id;
  }
  row.note("MENTOR_ID_INVALID", "id");
  return null;
};

/** The id wins over the name; a name alone must belong to one manager; neither is a mentor without one. Contracts §5. */
const readManager = (row: Reader, { managers, managersByName }: MentorReference): void => {
  if (!row.isGiven("managerId") && !row.isGiven("managerName")) return;
  const named = managersByName.get(compactKey(row.text("managerName"))) ?? [];
  if (row.isFilled("managerId")) {
    const id = row.integer("managerId");
    const known = id !== null && managers.has(id);
    if (known) row.value.managerId = id;
    else row.note("MANAGER_UNKNOWN", "managerId");
    if (known && row.isFilled("managerName") && !named.includes(id))
      row.note("MANAGER_NAME_DIFFERS", "managerName");
  } else if (!row.isFilled("managerName")) row.value.managerId = null;
  else if (named.length === 1) row.value.managerId = named[0] ?? null;
  else row.note(named.length > 1 ? "MANAGER_AMBIGUOUS" : "MANAGER_UNKNOWN", "managerName");
};

/** The codes column wins over the words column when it is filled. Source: Domain §3. */
const readGroups = (row: Reader, groups: readonly GroupName[]): void => {
  const field = row.isFilled("groups") || !row.isFilled("groupWords") ? "groups" : "groupWords";
  if (!row.isGiven(field)) return;
  const { codes, unknown } =
    field === "groups"
      ? parseGroupList(row.text(field), new Set(groups.map(({ code }) => code)))
      : parseGroupWords(row.text(field), groups);
  for (const token of unknown) row.issues.push({ code: "GROUP_TOKEN_UNKNOWN", field, value: token });
  row.value.groups = codes;
};

/** The four columns hold codes although their heading says name; 0 and blank are none. A cell may hold a list. */
const readSchools = (row: Reader, known: ReadonlySet<number>): void => {
  if (!SCHOOL_FIELDS.some(row.isGiven)) return;
  const codes = new Set<number>();
  for (const field of SCHOOL_FIELDS)
    for (const token of row
      .text(field)
      .split(/[,،;؛\s]+/)
      .filter((t) => t !== "")) {
      const code = row.integer(field, token);
      if (code === null || code < 0) row.note("SCHOOL_CODE_INVALID", field);
      else if (code > 0) codes.add(code);
      if (code !== null && code > 0 && !known.has(code)) row.note("SCHOOL_UNKNOWN", field);
    }
  if (codes.size > SCHOOLS_MAX) row.note("SCHOOLS_TOO_MANY", "school1");
  else row.value.schools = [...codes].sort((a, b) => a - b);
};

/** Without a type: with schools a school mentor, else a normal one; it never changes a stored type. Source: Domain §7. */
const readKind = (row: Reader): void => {
  const schools = row.value.schools as readonly number[] | undefined;
  row.defaults.kind = (schools?.length ?? 0) > 0 ? "SCHOOL" : "NORMAL";
  if (!row.isFilled("kind")) return;
  const kind = KINDS[compactKey(row.text("kind"))];
  if (kind === undefined) row.note("MENTOR_TYPE_UNKNOWN", "kind");
  else row.value.kind = kind;
};

/** Blank means the default for a new mentor and nothing for a stored one. Source: Contracts §5. */
const readNumber = (row: Reader, field: string, code: IssueCode, whenNew: number): void => {
  row.defaults[field] = whenNew;
  if (!row.isFilled(field)) return;
  const number = row.integer(field);
  if (number === null || number < 0) row.note(code, field);
  else row.value[field] = number;
};

const readAlias = (row: Reader): void => {
  if (!row.isGiven("alias")) return;
  const alias = row.isFilled("alias") ? row.integer("alias") : null;
  const valid = alias !== null && alias >= ALIAS.from && alias <= ALIAS.to;
  if (!valid && row.isFilled("alias")) row.note("ALIAS_INVALID", "alias");
  row.value.alias = valid ? alias : null;
};

/** Columns of yes and no; «غیر فعال» says the opposite of what is stored. */
const readFlags = (row: Reader): void => {
  const flag = (field: string, stored: string, meaning: (yes: boolean) => boolean): void => {
    if (!row.isGiven(field)) return;
    const yes = readYesNo(row.text(field));
    if (yes === null) row.note("YES_NO_UNKNOWN", field);
    else row.value[stored] = meaning(yes);
  };
  flag("inactive", "active", (yes) => !yes);
  flag("accepting", "accepting", (yes) => yes);
  flag("waiting", "placeholder", (yes) => yes);
};

const readPhone = (row: Reader): void => {
  if (!row.isGiven("mobile")) return;
  const reading = parseMobile(row.text("mobile"));
  if (reading === null && row.isFilled("mobile")) row.note("MOBILE_INVALID", "mobile");
  if (reading?.repair) row.note(reading.repair, "mobile", reading.number);
  row.value.mobile = reading?.number ?? null;
};
