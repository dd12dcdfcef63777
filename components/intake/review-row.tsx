import { useLocale, useTranslations } from "next-intl";
import { memo } from "react";
import { StatusChip } from "@/components/ui/status-chip";
import { formatCode } from "@/lib/i18n/format";
import type { ReviewRow } from "@/lib/intake/review/table/queries";
import { type CodeNames, FieldValue } from "./field-value";
import css from "./review-grid.module.css";

type Props = {
  kind: string;
  index: number;
  top: number;
  row: ReviewRow | null;
  fields: readonly string[];
  names: CodeNames;
  /** Column that has the focus, if it is in this row. */
  active: number | null;
  /** Text of the open cell. */
  draft: string | null;
  onDraft: (text: string) => void;
  onPick: (row: number, column: number) => void;
  onOpen: () => void;
};

/** What a row does; once somebody decided about it, that. */
export const stateOf = ({ status, diff }: ReviewRow): string =>
  status === "VALID" || status === "QUARANTINED" ? diff : status;

/** One row of the review table: a changed cell shows what stands now above what the file says. */
export const GridRow = memo(function GridRow(props: Props) {
  const { kind, index, top, row, fields, names, active, draft, onDraft, onPick, onOpen } = props;
  const t = useTranslations("import.grid");
  const locale = useLocale();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot hold rows that come and go with the scrolling
    // biome-ignore lint/a11y/useFocusableInteractive: only cells take the focus
    <div
      role="row"
      aria-rowindex={index + 2}
      className={css.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      <span role="rowheader" aria-colindex={1} className={css.no}>
        {row ? (
          <>
            <span className={css.rowNo}>{formatCode(locale, row.rowNo)}</span>
            <StatusChip status={stateOf(row)} />
          </>
        ) : (
          <span className={css.blank}>{t("loading")}</span>
        )}
      </span>
      {fields.map((field, column) => {
        const isActive = active === column;
        const isOpen = isActive && draft !== null;
        const found = row?.issues.filter((one) => one.field === field && one.severity !== "repair") ?? [];
        const wrong = found.some(({ severity }) => severity === "quarantine");
        const change = isOpen ? undefined : row?.changes?.[field];
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the grid's
          <span
            role="gridcell"
            key={field}
            data-at={`${index}:${column}`}
            aria-colindex={column + 2}
            tabIndex={isActive && !isOpen ? 0 : -1}
            aria-invalid={wrong || undefined}
            className={`${css.cell} ${wrong ? css.wrong : ""}`}
            onClick={() => onPick(index, column)}
            onDoubleClick={onOpen}
          >
            {isOpen ? (
              <input
                // biome-ignore lint/a11y/noAutofocus: the cell somebody has just opened
                autoFocus
                value={draft}
                dir="auto"
                autoComplete="off"
                aria-label={t("cell")}
                onChange={(event) => onDraft(event.target.value)}
              />
            ) : change ? (
              <CellChange kind={kind} field={field} change={change} names={names} />
            ) : row ? (
              <bdi>{row.raw[field] || "—"}</bdi>
            ) : null}
            {found.length > 0 && <CellWords codes={found.map(({ code }) => code)} />}
          </span>
        );
      })}
    </div>
  );
});

type ChangeProps = { kind: string; field: string; change: readonly [unknown, unknown]; names: CodeNames };

/** Old above new, said as «old became new»; numbers and ids keep their own direction. */
export function CellChange({ kind, field, change: [before, after], names }: ChangeProps) {
  const t = useTranslations("import");
  return (
    <span className={css.change}>
      <del>
        <FieldValue kind={kind} field={field} value={before} names={names} />
      </del>
      <span className="tk-hidden"> {t("became")} </span>
      <ins>
        <FieldValue kind={kind} field={field} value={after} names={names} />
      </ins>
    </span>
  );
}

/** What was found in a cell, for those who hear the table. */
function CellWords({ codes }: { codes: readonly string[] }) {
  const tIssue = useTranslations("issues");
  return (
    <span className="tk-hidden">
      {codes.map((code) => (
        <span key={code}> {tIssue.has(code as never) ? tIssue(code as never) : code}</span>
      ))}
    </span>
  );
}
