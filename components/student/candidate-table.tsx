"use client";

import Button from "@mui/material/Button";
import { useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LoadBar } from "@/components/ui/load-bar";
import { SideBySide } from "@/components/ui/side-by-side";
import { Chip } from "@/components/ui/status-chip";
import { Code, Num } from "@/components/ui/values";
import type { CandidateRow, Candidates } from "@/lib/allocation/manual/queries";
import { CANDIDATES_SHOWN } from "./candidates-shown";
import css from "./manual.module.css";

export type CodeWords = Readonly<Record<string, string>>;

type Props = {
  found: Candidates;
  offset: number;
  busy: boolean;
  /** Not the answer to what is asked; see `useCandidates`. */
  stale: boolean;
  onOffset: (offset: number) => void;
  chosenId: number | null;
  onChoose: (row: CandidateRow) => void;
  codeWords: CodeWords;
};

/** Every mentor with load and what stands between them and the student; one can be chosen. */
export function CandidateTable({
  found,
  offset,
  busy,
  stale,
  onOffset,
  chosenId,
  onChoose,
  codeWords,
}: Props) {
  const t = useTranslations("manual");
  const columns: Column<CandidateRow>[] = [
    {
      key: "mentor",
      header: t("col.mentor"),
      primary: true,
      cell: (row) => (
        <label className={css.choice}>
          <input
            type="radio"
            name="mentor"
            value={row.id}
            disabled={!row.choosable}
            checked={row.id === chosenId}
            onChange={() => stale || onChoose(row)}
          />
          <span>
            <span className={css.name}>{row.name || <Code value={row.id} />}</span>
            <span className="tk-muted tk-block">
              <SideBySide>
                <Code value={row.id} />
                {row.managerName}
              </SideBySide>
            </span>
          </span>
        </label>
      ),
    },
    {
      key: "load",
      header: t("col.load"),
      width: "11rem",
      cell: (row) => <LoadBar load={row.load} capacity={row.capacity} />,
    },
    { key: "places", header: t("col.places"), align: "end", cell: (row) => <Num value={row.places} /> },
    { key: "fit", header: t("col.fit"), cell: (row) => <Fit row={row} codeWords={codeWords} /> },
  ];
  const last = Math.min(offset + found.rows.length, found.total);
  return (
    <>
      <div className={stale ? css.stale : undefined} aria-busy={busy}>
        <DataTable
          caption={t("candidates")}
          columns={columns}
          rows={found.rows}
          rowKey={(row) => row.id}
          empty={<EmptyState icon="mentors" title={t("nobody")} hint={t("nobodyHint")} />}
        />
      </div>
      {found.total > CANDIDATES_SHOWN && (
        <div className={css.pager}>
          <span role="status">{t("shown", { first: offset + 1, last, total: found.total })}</span>
          <span className={css.buttons}>
            <Button
              size="small"
              disabled={offset === 0}
              onClick={() => onOffset(Math.max(0, offset - CANDIDATES_SHOWN))}
            >
              {t("previous")}
            </Button>
            <Button
              size="small"
              disabled={last >= found.total}
              onClick={() => onOffset(offset + CANDIDATES_SHOWN)}
            >
              {t("next")}
            </Button>
          </span>
        </div>
      )}
    </>
  );
}

/** Whether the mentor takes the student, and if not, all that would have to change. */
function Fit({ row, codeWords }: { row: CandidateRow; codeWords: CodeWords }) {
  const t = useTranslations("manual");
  if (row.current) return <Chip tone="info">{t("current")}</Chip>;
  if (row.fit === "FREE") return <Chip tone="ok">{t("free")}</Chip>;
  return (
    <div>
      <Chip tone={row.fit === "BLOCKED" ? "bad" : "warn"}>{t(`fit.${row.fit}`)}</Chip>
      {row.needs.map((code) => (
        <span key={code} className="tk-muted tk-block">
          {codeWords[code] ?? code}
        </span>
      ))}
    </div>
  );
}
