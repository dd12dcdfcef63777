import { useTranslations } from "next-intl";
import { Notice } from "@/components/allocation/notice";
import { ButtonLink } from "@/components/ui/button-link";
import css from "./apply-panel.module.css";

/** What usually comes after a kind: another kind of file, or a run. */
const NEXT: Readonly<Record<string, "run" | "mentors" | "students" | "special-schools" | null>> = {
  students: "run",
  mentors: "students",
  managers: "mentors",
  schools: "special-schools",
  "special-schools": "students",
  groups: null,
  counters: "run",
};

type Props = {
  batch: {
    id: string;
    kind: string;
    status: string;
    year: number | null;
    appliedRows: number;
    quarantinedRows: number;
  };
  /** What the viewer may go on with. */
  may: { run: boolean; write: boolean; undo: boolean; report: boolean };
  quarantineHref: string;
};

/** What an import did, and the next step. */
export function DonePanel({ batch, may, quarantineHref }: Props) {
  const t = useTranslations("import.done");
  const tKind = useTranslations("import.kind");
  if (batch.status === "CANCELLED") return <Notice tone="info">{t("cancelled")}</Notice>;
  if (batch.status === "REVERTED") return <Reverted batchId={batch.id} />;
  const next = NEXT[batch.kind] ?? null;
  const year = batch.year === null ? "" : `&year=${batch.year}`;
  return (
    <div className={css.panel}>
      <Notice tone="ok">
        <p>
          <b>{t("applied", { count: batch.appliedRows })}</b>{" "}
          {batch.quarantinedRows > 0 && t("rejects", { count: batch.quarantinedRows })}
        </p>
        <p>{t(`next.${batch.kind}` as never)}</p>
      </Notice>
      <div className={css.buttons}>
        {may.undo && (
          <ButtonLink href={`/imports/${batch.id}/undo`} icon="refresh">
            {t("undo")}
          </ButtonLink>
        )}
        {batch.quarantinedRows > 0 && (
          <ButtonLink href={quarantineHref} variant="outlined" icon="quarantine">
            {t("quarantine")}
          </ButtonLink>
        )}
        {may.write && next !== null && next !== "run" && (
          <ButtonLink href={`/imports/new?kind=${next}${year}`} variant="contained" icon="import">
            {t("importNext", { kind: tKind(next) })}
          </ButtonLink>
        )}
        {may.report && batch.kind === "mentors" && (
          <ButtonLink href="/utilization" variant="outlined" icon="heat">
            {t("seeLoads")}
          </ButtonLink>
        )}
        {may.run && (next === "run" || batch.kind === "mentors" || batch.kind === "special-schools") && (
          <ButtonLink
            href={`/runs/new${batch.year === null ? "" : `?year=${batch.year}`}`}
            variant={next === "run" ? "contained" : "outlined"}
            icon="run"
          >
            {t("planRun")}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}

/** Taken back; the report says what went and what stayed. */
function Reverted({ batchId }: { batchId: string }) {
  const t = useTranslations("import.done");
  return (
    <div className={css.panel}>
      <Notice tone="info">{t("reverted")}</Notice>
      <div className={css.buttons}>
        <ButtonLink href={`/imports/${batchId}/undo`} variant="outlined" icon="info">
          {t("undoReport")}
        </ButtonLink>
      </div>
    </div>
  );
}
