import type { QuarantineRow } from "@/lib/intake/queue/queries";
import { linesOf } from "@/lib/reporting/audit/diff";
import type { AuditRow } from "@/lib/reporting/audit/queries";
import { maskNationalId } from "@/lib/shared/national-id";
import { named, type SheetColumn, type SheetWords } from "./sheet";

/** Kinds whose natural key is a person's national id. */
const PERSONAL: ReadonlySet<string> = new Set(["students", "counters"]);
const NID = "nationalId";

/** Rows in quarantine with what keeps them there; national ids are masked, also in what was found. */
export const quarantineColumns = (words: SheetWords): SheetColumn<QuarantineRow>[] => {
  const { t, has, dateTime } = words;
  const fieldOf = (kind: string, field: string): string =>
    has(`import.field.${kind}.${field}`) ? t(`import.field.${kind}.${field}`) : field;
  const found = ({ issues, batch: { kind } }: QuarantineRow): string =>
    issues
      .filter((issue) => issue.severity === "quarantine")
      .map(({ code, field, value }) => {
        const shown = field === NID && value ? maskNationalId(value) : (value ?? "");
        const where = field === null ? "" : [fieldOf(kind, field), shown].filter(Boolean).join(" ");
        const what = has(`issues.${code}`) ? t(`issues.${code}`) : code;
        return where ? t("ui.sheet.finding", { where, what }) : what;
      })
      .join("\n");
  return [
    { key: "row", header: t("quarantine.col.row"), primary: true, text: (r) => String(r.rowNo) },
    { key: "row", header: t("ui.sheet.file"), primary: true, text: (r) => r.filename },
    { key: "kind", header: t("quarantine.col.kind"), text: (r) => t(`import.kind.${r.batch.kind}`) },
    {
      key: "key",
      header: t("quarantine.col.key"),
      text: ({ naturalKey: value, batch: { kind } }) =>
        value !== null && PERSONAL.has(kind) ? maskNationalId(value) : (value ?? ""),
    },
    { key: "issues", header: t("quarantine.col.issues"), text: found },
    { key: "owner", header: t("quarantine.col.owner"), text: (r) => r.owner?.name ?? "" },
    { key: "age", header: t("quarantine.col.age"), text: (r) => dateTime(r.batch.createdAt) },
    { key: "batch", header: t("quarantine.col.batch"), text: (r) => String(r.batch.number) },
  ];
};

/** Entries of the audit log, each change on a line of its cell. */
export const auditColumns = ({ t, has, centers, dateTime }: SheetWords): SheetColumn<AuditRow>[] => {
  const word = (key: string, otherwise: string): string => (has(key) ? t(key) : otherwise);
  const lines = ({ diff }: AuditRow): string =>
    linesOf(diff)
      .map(({ field, before, after }) =>
        before === null ? `${field}: ${after}` : `${field}: ${before} → ${after}`,
      )
      .join("\n")
      .slice(0, 32_000);
  return [
    { key: "at", header: t("audit.col.at"), text: (r) => dateTime(r.at) },
    {
      key: "action",
      header: t("audit.col.action"),
      primary: true,
      text: (r) => word(`audit.actions.${r.action}`, r.action),
    },
    {
      key: "actor",
      header: t("audit.col.actor"),
      text: (r) => (r.role === "SYSTEM" ? word(`jobs.kinds.${r.actorName}`, r.actorName) : r.actorName),
    },
    { key: "actor", header: t("ui.sheet.role"), text: (r) => word(`roles.${r.role}`, r.role) },
    {
      key: "resource",
      header: t("audit.col.resource"),
      text: (r) => word(`audit.resources.${r.resourceType}`, r.resourceType),
    },
    { key: "resource", header: t("ui.sheet.id"), text: (r) => r.resourceId },
    {
      key: "center",
      header: t("audit.col.center"),
      text: (r) => (r.centerCode === null ? "" : named(centers, r.centerCode)),
    },
    { key: "diff", header: t("audit.col.diff"), text: lines },
  ];
};
