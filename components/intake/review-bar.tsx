import Button from "@mui/material/Button";
import { useTranslations } from "next-intl";
import { memo, useId } from "react";
import { SideBySide } from "@/components/ui/side-by-side";
import { REVIEW_VIEWS, type ReviewView } from "@/lib/intake/review/table/schema";
import native from "./native-field.module.css";
import css from "./review-grid.module.css";
import type { Filter } from "./review-rows";

/** A code of the batch with the number of rows it keeps out. */
export type CodeCount = { readonly code: string; readonly rows: number };

type Props = {
  filter: Filter;
  codes: readonly CodeCount[];
  total: number;
  /** Rows in quarantine that are not known to be right yet. */
  left: number;
  mayEdit: boolean;
  isSaving: boolean;
  onFilter: (filter: Filter) => void;
  onError: (direction: 1 | -1) => void;
  onUndo: () => void;
};

/** Above the review table: what it shows, the way from error to error, and the keys. */
export const ReviewBar = memo(function ReviewBar(props: Props) {
  const { filter, codes, total, left, mayEdit, isSaving, ...on } = props;
  const t = useTranslations("import.grid");
  const tIssue = useTranslations("issues");
  const select = useId();
  return (
    <div className={css.bar}>
      <fieldset className={css.views}>
        <legend className="tk-hidden">{t("show")}</legend>
        {REVIEW_VIEWS.map((view: ReviewView) => (
          <label key={view}>
            <input
              type="radio"
              name="review-view"
              checked={filter.show === view}
              onChange={() => on.onFilter({ show: view, code: view === "changed" ? null : filter.code })}
            />
            <span className={css.viewName}>{t(`view.${view}`)}</span>
          </label>
        ))}
      </fieldset>
      {codes.length > 0 && (
        <span className={css.codes}>
          <label htmlFor={select}>{t("code")}</label>
          <select
            id={select}
            className={native.low}
            value={filter.code ?? ""}
            onChange={(event) =>
              on.onFilter({
                show: event.target.value && filter.show === "changed" ? "quarantined" : filter.show,
                code: event.target.value || null,
              })
            }
          >
            <option value="">{t("anyCode")}</option>
            {codes.map(({ code, rows }) => (
              <option key={code} value={code}>
                {t("codeRows", { code: tIssue.has(code as never) ? tIssue(code as never) : code, rows })}
              </option>
            ))}
          </select>
        </span>
      )}
      <span className={css.jumps}>
        <Button
          size="small"
          variant="outlined"
          endIcon={<kbd>Alt+↓</kbd>}
          disabled={left === 0}
          onClick={() => on.onError(1)}
        >
          {t("nextError")}
        </Button>
        <Button size="small" endIcon={<kbd>Alt+↑</kbd>} disabled={left === 0} onClick={() => on.onError(-1)}>
          {t("previousError")}
        </Button>
        {mayEdit && (
          <Button size="small" endIcon={<kbd>Ctrl+Z</kbd>} onClick={on.onUndo}>
            {t("undo")}
          </Button>
        )}
      </span>
      <p className={css.counts}>
        <SideBySide>
          {t("count", { count: total })}
          <strong>{t("left", { count: left })}</strong>
          {isSaving && <span className={css.saving}>{t("saving")}</span>}
        </SideBySide>
      </p>
      <p className={css.keys}>{mayEdit ? t("keys") : t("readOnly")}</p>
    </div>
  );
});
