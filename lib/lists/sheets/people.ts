import { outOfPool } from "@/lib/mentor/availability";
import type { ManagerItem, MentorRow } from "@/lib/mentor/directory/queries";
import { maskNationalId } from "@/lib/shared/national-id";
import type { StudentLine } from "@/lib/student/directory/queries";
import { standingOf } from "@/lib/student/standing";
import { named, type SheetColumn, type SheetWords } from "./sheet";

/** The word behind a key that follows from the row; looked up once each, because looking up costs more than the rest of a cell. */
const wordOf = <Row>(t: SheetWords["t"], keyOf: (row: Row) => string): ((row: Row) => string) => {
  const known = new Map<string, string>();
  return (row) => {
    const key = keyOf(row);
    const word = known.get(key) ?? t(key);
    known.set(key, word);
    return word;
  };
};

/** Students as the page shows them: the national id stays masked. */
export const studentColumns = ({ t, groups, centers }: SheetWords): SheetColumn<StudentLine>[] => [
  {
    key: "name",
    header: t("students.col.name"),
    primary: true,
    text: (s) => `${s.firstName} ${s.lastName}`.trim() || t("students.noName"),
  },
  {
    key: "nationalId",
    header: t("students.col.nationalId"),
    text: (s) => maskNationalId(s.nationalId),
  },
  { key: "group", header: t("students.col.group"), text: (s) => named(groups, s.groupCode) },
  { key: "center", header: t("students.col.center"), text: (s) => named(centers, s.centerCode) },
  { key: "year", header: t("students.col.year"), text: (s) => String(s.year) },
  { key: "status", header: t("students.col.status"), text: wordOf(t, (s) => `ui.status.${standingOf(s)}`) },
  {
    key: "mentor",
    header: t("students.col.mentor"),
    text: (s) => (s.mentorId === null ? "" : s.mentorName || String(s.mentorId)),
  },
  { key: "counter", header: t("students.col.counter"), text: (s) => s.counter ?? "" },
];

const standingWord = ({ t }: SheetWords, m: MentorRow, year: number): string => {
  const manager =
    m.managerId === null ? null : { active: m.managerActive ?? false, centers: m.managerCenters };
  const out = outOfPool({ ...m, manager }, year);
  if (out !== null) return t(`mentors.standing.out.${out}`);
  if (m.load > m.capacity) return t("mentors.standing.over");
  return t(`mentors.standing.${m.load === m.capacity ? "full" : "open"}`);
};

const loadColumns = ({ t }: SheetWords, key: string): SheetColumn<{ load: number; capacity: number }>[] => [
  { key, header: t("ui.sheet.load"), text: ({ load }) => String(load) },
  { key, header: t("ui.sheet.capacity"), text: ({ capacity }) => String(capacity) },
];

/** Mentors with load and capacity apart, and why some take nobody in this year. */
export const mentorColumns = (words: SheetWords, year: number): SheetColumn<MentorRow>[] => {
  const { t, groups, centers, list } = words;
  return [
    { key: "name", header: t("mentors.col.name"), primary: true, text: (m) => m.name || t("mentors.noName") },
    {
      key: "name",
      header: t("mentors.kind"),
      primary: true,
      text: (m) => t(`mentors.kindOf.${m.gender}.${m.kind}`),
    },
    { key: "id", header: t("mentors.col.id"), text: (m) => String(m.id) },
    { key: "manager", header: t("mentors.col.manager"), text: (m) => m.managerName ?? "" },
    {
      key: "centers",
      header: t("mentors.col.centers"),
      text: (m) => list(m.managerCenters.map((code) => named(centers, code))),
    },
    {
      key: "groups",
      header: t("mentors.col.groups"),
      text: (m) => list(m.groups.map((code) => named(groups, code))),
    },
    ...loadColumns(words, "occupancy"),
    { key: "standing", header: t("mentors.col.standing"), text: (m) => standingWord(words, m, year) },
  ];
};

/** Managers with their centres and what their mentors carry together. */
export const managerColumns = (words: SheetWords): SheetColumn<ManagerItem>[] => {
  const { t, centers, list } = words;
  return [
    { key: "id", header: t("managers.id"), text: (m) => String(m.id) },
    { key: "name", header: t("managers.name"), primary: true, text: (m) => m.name },
    {
      key: "centers",
      header: t("managers.centers"),
      text: (m) => list(m.centers.map((code) => named(centers, code))),
    },
    { key: "mentors", header: t("managers.mentors"), text: (m) => String(m.mentors) },
    ...loadColumns(words, "load"),
    {
      key: "active",
      header: t("managers.state"),
      text: (m) => t(`managers.states.${m.active ? "ACTIVE" : "INACTIVE"}`),
    },
  ];
};
