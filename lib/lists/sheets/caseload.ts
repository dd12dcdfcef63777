import type { HandoverRow } from "@/lib/mentor/caseload/queries";
import { named, type SheetColumn, type SheetWords } from "./sheet";

/** The students of a mentor as they are handed over: national ids and phone numbers whole. */
export const caseloadColumns = ({ t, groups, centers, date }: SheetWords): SheetColumn<HandoverRow>[] => [
  { key: "firstName", header: t("mentors.sheet.firstName"), text: (s) => s.firstName },
  { key: "lastName", header: t("mentors.sheet.lastName"), text: (s) => s.lastName },
  { key: "nationalId", header: t("mentors.caseload.nationalId"), text: (s) => s.nationalId },
  { key: "mobile", header: t("mentors.mobile"), text: (s) => s.mobile ?? "" },
  { key: "group", header: t("mentors.caseload.group"), text: (s) => named(groups, s.groupCode) },
  { key: "center", header: t("mentors.caseload.center"), text: (s) => named(centers, s.centerCode) },
  { key: "counter", header: t("mentors.caseload.counter"), text: (s) => s.counter ?? "" },
  { key: "status", header: t("mentors.caseload.status"), text: (s) => t(`ui.status.${s.status}`) },
  { key: "pinned", header: t("manual.pinnedMark"), text: (s) => (s.pinned ? "✓" : "") },
  { key: "at", header: t("mentors.caseload.since"), text: (s) => date(s.at) },
];
