import type { LedgerRow } from "@/lib/allocation/ledger/queries";
import type { WaitingPage } from "@/lib/allocation/need/queries";
import type { ExportView } from "@/lib/reporting/queries";
import { named, type SheetColumn, type SheetWords } from "./sheet";

/** Runs; what is not decided yet has no result. */
export const runColumns = ({ t, dateTime }: SheetWords): SheetColumn<LedgerRow>[] => {
  const decided = (run: LedgerRow, value: number): string =>
    run.placed + run.needsNewMentor > 0 ? String(value) : "";
  return [
    { key: "number", header: t("runs.number"), primary: true, text: (r) => String(r.number) },
    { key: "year", header: t("runs.year"), text: (r) => String(r.year) },
    {
      key: "kind",
      header: t("runs.kind"),
      text: (r) =>
        t("runs.kindPolicy", { kind: t(`runs.kinds.${r.kind}`), policy: t(`runs.policies.${r.policy}`) }),
    },
    { key: "state", header: t("runs.state"), text: (r) => t(`ui.status.${r.state}`) },
    { key: "placed", header: t("ui.sheet.eligible"), text: (r) => decided(r, r.eligible) },
    { key: "placed", header: t("ui.sheet.placed"), text: (r) => decided(r, r.placed) },
    { key: "placed", header: t("ui.sheet.unplaced"), text: (r) => decided(r, r.needsNewMentor) },
    { key: "createdAt", header: t("runs.made"), text: (r) => r.createdByName || t("runs.somebody") },
    { key: "createdAt", header: t("ui.sheet.at"), text: (r) => dateTime(r.createdAt) },
    {
      key: "took",
      header: t("ui.sheet.seconds"),
      text: (r) => (r.tookMs === null ? "" : (r.tookMs / 1000).toFixed(1)),
    },
  ];
};

type WaitingRow = WaitingPage["groups"][number];

/** Waiting students by class and reason, as the queue groups them. */
export const waitingColumns = (words: SheetWords): SheetColumn<WaitingRow>[] => {
  const { t, groups, centers, date, list } = words;
  const miss = ({ misses: [first] }: WaitingRow): string =>
    first === undefined
      ? ""
      : t("ui.sheet.miss", {
          mentors: first.mentors,
          places: first.places,
          cures: list(first.codes.map((code) => t(`runs.cures.${code}`))),
        });
  const own = { key: "class", primary: true } as const;
  return [
    { ...own, header: t("waiting.sheet.gender"), text: (r) => t(`runs.gender.${r.studentClass.gender}`) },
    { ...own, header: t("waiting.sheet.group"), text: (r) => named(groups, r.studentClass.group) },
    { ...own, header: t("waiting.sheet.center"), text: (r) => named(centers, r.studentClass.center) },
    {
      ...own,
      header: t("waiting.sheet.school"),
      text: ({ studentClass: { type, school } }) => (type === 1 && school !== null ? String(school) : ""),
    },
    { key: "students", header: t("runs.studentsHeader"), text: (r) => String(r.students) },
    {
      key: "reason",
      header: t("runs.reasonHeader"),
      text: (r) => (r.reason === null ? t("waiting.placeable") : t(`runs.reasons.${r.reason}`)),
    },
    {
      key: "since",
      header: t("waiting.since"),
      text: (r) => (r.since === null ? t("waiting.never") : date(r.since)),
    },
    { key: "miss", header: t("runs.missHeader"), text: miss },
  ];
};

/** Exports with the names of their files. */
export const exportColumns = ({ t, has, centers, list, dateTime }: SheetWords): SheetColumn<ExportView>[] => {
  const content = ({ scope, runNumber, year, centers: codes }: ExportView): string =>
    t("exports.content", {
      scope: t(`exports.scopes.${scope}`, { number: String(runNumber ?? "") }),
      year: String(year),
      centers: codes.length > 0 ? list(codes.map((code) => named(centers, code))) : t("exports.allCenters"),
    });
  const profile = ({ profile: name }: ExportView): string =>
    has(`exports.profiles.${name}`) ? t(`exports.profiles.${name}`) : name;
  return [
    { key: "number", header: t("exports.col.number"), primary: true, text: (r) => String(r.seq) },
    { key: "number", header: t("ui.sheet.layout"), primary: true, text: profile },
    { key: "content", header: t("exports.col.content"), text: content },
    {
      key: "state",
      header: t("exports.col.state"),
      text: (r) => t(`ui.status.${r.download === "expired" ? "EXPIRED" : r.state}`),
    },
    {
      key: "rows",
      header: t("exports.col.rows"),
      text: (r) => (r.state === "READY" ? String(r.rows) : ""),
    },
    { key: "made", header: t("exports.col.made"), text: (r) => r.createdByName || t("exports.somebody") },
    { key: "made", header: t("ui.sheet.at"), text: (r) => dateTime(r.createdAt) },
    {
      key: "download",
      header: t("exports.col.file"),
      text: (r) =>
        r.download === "out-of-scope" ? t("exports.outOfScope") : r.files.map((f) => f.name).join("\n"),
    },
  ];
};
