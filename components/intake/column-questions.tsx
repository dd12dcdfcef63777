import Button from "@mui/material/Button";
import { useTranslations } from "next-intl";
import css from "./column-choice.module.css";
import { ColumnHeading, ColumnSamples, type ColumnView } from "./column-head";
import type { ColumnState } from "./column-state";
import { useFieldName } from "./field-name";

type Props = {
  kind: string;
  columns: readonly ColumnView[];
  state: ColumnState;
  /** Keeps one of several columns of a field and leaves the others aside. */
  keepOnly: (letter: string, others: readonly string[]) => void;
};

/** What stands in the way of a check: required fields nobody fills, and columns that claim one field. */
export function ColumnQuestions({ kind, columns, state, keepOnly }: Props) {
  const t = useTranslations("import.map");
  const fieldName = useFieldName(kind);
  const { missing } = state.decision;
  return (
    <>
      {missing.length > 0 && (
        <div className={css.missing}>
          <p>
            {t("missing", { count: missing.length })}{" "}
            {missing.map((field) => (
              <strong key={field} className={css.name}>
                {fieldName(field)}
              </strong>
            ))}
          </p>
          <p>{t("requiredWhy")}</p>
        </div>
      )}
      {state.questions.map(({ field, letters, open }) => (
        <fieldset key={field} className={open ? css.rivals : css.shared}>
          <legend>
            {t(open ? "which" : "inTurn", { field: fieldName(field), column: letters[0] ?? "" })}
          </legend>
          <ul>
            {letters
              .flatMap((letter) => columns.filter(({ column }) => column === letter))
              .map((column) => (
                <li key={column.column}>
                  <span className={css.what}>
                    <ColumnHeading column={column} />
                    <ColumnSamples column={column} />
                  </span>
                  <Button
                    size="small"
                    variant="outlined"
                    onClick={() =>
                      keepOnly(
                        column.column,
                        letters.filter((other) => other !== column.column),
                      )
                    }
                  >
                    {t("only", { column: column.column })}
                  </Button>
                </li>
              ))}
          </ul>
        </fieldset>
      ))}
    </>
  );
}
