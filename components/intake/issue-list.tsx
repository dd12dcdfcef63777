import { useTranslations } from "next-intl";
import { isIssueCode } from "@/lib/shared/issues";
import { useFieldName } from "./field-name";
import css from "./issue-list.module.css";

export type IssueView = {
  code: string;
  /** quarantine · warning · repair */
  severity: string;
  field: string | null;
  /** Excel column letter. */
  column: string | null;
  value: string | null;
  after: string | null;
};

/** Everything that was found in one row: where, what stood there, what it means and what to do. */
export function IssueList({ kind, issues }: { kind: string; issues: readonly IssueView[] }) {
  return (
    <ul className={css.list}>
      {[...issues].sort(byWeight).map((issue) => (
        <li key={`${issue.code}:${issue.field}:${issue.value}`} className={css[issue.severity] ?? ""}>
          <IssueWords kind={kind} issue={issue} />
        </li>
      ))}
    </ul>
  );
}

const WEIGHT: Readonly<Record<string, number>> = { quarantine: 0, warning: 1, repair: 2 };

/** What keeps a row out comes first; otherwise the order of the check stays. */
const byWeight = (a: IssueView, b: IssueView): number =>
  (WEIGHT[a.severity] ?? 3) - (WEIGHT[b.severity] ?? 3);

/** One finding in words. */
export function IssueWords({ kind, issue }: { kind: string; issue: IssueView }) {
  const t = useTranslations("import");
  const tIssue = useTranslations("issues");
  const fieldName = useFieldName(kind);
  return (
    <>
      <span className={css.where}>
        {issue.field && <strong>{fieldName(issue.field)}</strong>}
        {issue.column && <span className={css.column}>{t("column", { column: issue.column })}</span>}
        {issue.value !== null && issue.value !== "" && <bdi className={css.value}>{issue.value}</bdi>}
        {issue.after !== null && (
          <>
            <span aria-hidden="true">{t("arrow")}</span>
            <span className="tk-hidden">{t("became")}</span>
            <bdi className={css.value}>{issue.after === "" ? t("becameEmpty") : issue.after}</bdi>
          </>
        )}
      </span>
      <span className={css.words}>{isIssueCode(issue.code) ? tIssue(issue.code) : issue.code}</span>
    </>
  );
}
