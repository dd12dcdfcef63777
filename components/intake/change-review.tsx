"use client";

import Button from "@mui/material/Button";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { formatList } from "@/lib/i18n/format";
import type { StudentPreview } from "@/lib/intake/correct/commands";
import { isIssueCode } from "@/lib/shared/issues";
import css from "./change-review.module.css";
import { useFieldName } from "./field-name";
import { type CodeNames, FieldValue } from "./field-value";

type Props = {
  kind: "students" | "mentors";
  preview: StudentPreview;
  names: CodeNames;
  /** Words of the rules that no longer hold. */
  codeWords: Readonly<Record<string, string>>;
  pending: boolean;
  onSave: () => void;
  onBack: () => void;
  /** What else follows. */
  children?: ReactNode;
};

/** What a change by hand would do, before it is stored: old and new, placements that come under review, what to know. */
export function ChangeReview({ kind, preview, names, codeWords, pending, onSave, onBack, children }: Props) {
  const t = useTranslations("byHand.review");
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const changes = Object.entries(preview.changes);
  return (
    <section ref={panel} className={css.panel} tabIndex={-1} aria-label={t("title")}>
      <h2>{t("title")}</h2>
      {changes.length === 0 ? (
        <p>{t("nothing")}</p>
      ) : (
        <Differences kind={kind} changes={changes} names={names} />
      )}
      {children}
      <Reviewed review={preview.review} codeWords={codeWords} />
      <Warnings warnings={preview.warnings} />
      <div className={css.buttons}>
        {changes.length > 0 && (
          <Button variant="contained" loading={pending} onClick={onSave}>
            {t("save")}
          </Button>
        )}
        <Button variant="outlined" disabled={pending} onClick={onBack}>
          {t("back")}
        </Button>
      </div>
    </section>
  );
}

type Change = readonly [string, readonly [unknown, unknown]];
type DifferencesProps = Pick<Props, "kind" | "names"> & { changes: readonly Change[] };

function Differences({ kind, changes, names }: DifferencesProps) {
  const t = useTranslations("byHand.review");
  const fieldName = useFieldName(kind);
  return (
    <dl className={css.changes}>
      {changes.map(([field, [before, after]]) => (
        <div key={field}>
          <dt>{fieldName(field)}</dt>
          <dd>
            <small>{t("before")}</small>
            <FieldValue kind={kind} field={field} value={before} names={names} />
          </dd>
          <dd>
            <small>{t("after")}</small>
            <strong>
              <FieldValue kind={kind} field={field} value={after} names={names} />
            </strong>
          </dd>
        </div>
      ))}
    </dl>
  );
}

type ReviewedProps = { review: StudentPreview["review"] } & Pick<Props, "codeWords">;

function Reviewed({ review, codeWords }: ReviewedProps) {
  const locale = useLocale();
  const t = useTranslations("byHand.review");
  return (
    <div className={review.total > 0 ? css.warn : undefined}>
      <p>{t("flagged", { count: review.total })}</p>
      {review.total > 0 && (
        <ul>
          {review.students.map(({ studentId, name, codes }) => (
            <li key={studentId}>
              <Link href={`/students/${studentId}`} target="_blank">
                {name || studentId}
              </Link>{" "}
              <span className="tk-muted">
                {formatList(
                  locale,
                  codes.map((code) => codeWords[code] ?? code),
                )}
              </span>
            </li>
          ))}
          {review.hidden > 0 && <li>{t("hidden", { count: review.hidden })}</li>}
        </ul>
      )}
    </div>
  );
}

function Warnings({ warnings }: Pick<StudentPreview, "warnings">) {
  const t = useTranslations("byHand.review");
  const tIssue = useTranslations("issues");
  const codes = [...new Set(warnings.map(({ code }) => code))].filter(isIssueCode);
  if (codes.length === 0) return null;
  return (
    <div className={css.warn}>
      <h3>{t("warnings")}</h3>
      <ul>
        {codes.map((code) => (
          <li key={code}>{tIssue(code)}</li>
        ))}
      </ul>
    </div>
  );
}
