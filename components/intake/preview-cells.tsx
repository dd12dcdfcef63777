import { useTranslations } from "next-intl";
import type { Column } from "@/components/ui/data-table";
import type { RowSheet } from "@/lib/intake/review/queries";
import { useFieldName } from "./field-name";
import css from "./row-table.module.css";

type Preview = { kind: string; fields: readonly string[]; rows: readonly RowSheet[] };

/** Worst first: a cell has the colour of its worst finding. */
const SEVERITIES = ["quarantine", "warning", "repair"] as const;

/** One column per field that some row speaks of: the cells as they stand in the file, with what was found marked. */
export const usePreviewColumns = ({ kind, fields, rows }: Preview): Column<RowSheet>[] => {
  const fieldName = useFieldName(kind);
  return fields
    .filter((field) => rows.some((row) => row.raw[field] !== undefined))
    .map((field) => ({
      key: field,
      header: fieldName(field),
      cell: (row) => <Cell row={row} field={field} />,
    }));
};

function Cell({ row, field }: { row: RowSheet; field: string }) {
  const tIssue = useTranslations("issues");
  const found = row.issues.filter((issue) => issue.field === field);
  const worst = SEVERITIES.find((severity) => found.some((issue) => issue.severity === severity));
  const text = row.raw[field] ?? "";
  const words = found
    .map(({ code }) => (tIssue.has(code as never) ? tIssue(code as never) : code))
    .join("\n");
  return (
    <span className={`${css.cell} ${worst ? css[worst] : ""}`} title={words || undefined}>
      <bdi>{text === "" ? "—" : text}</bdi>
      {words && <span className="tk-hidden"> {words}</span>}
    </span>
  );
}
