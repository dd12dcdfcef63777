"use client";

import Button from "@mui/material/Button";
import MenuItem from "@mui/material/MenuItem";
import TextField from "@mui/material/TextField";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import type { ServerAction } from "@/components/ui/outcome";
import { useToast } from "@/components/ui/toasts";
import { useAction } from "@/components/ui/use-action";
import { Code } from "@/components/ui/values";
import css from "./layout-choice.module.css";

type Row = { readonly rowNo: number; readonly cells: readonly string[] };
export type SheetView = { readonly name: string; readonly hidden: boolean; readonly rows: readonly Row[] };

type Props = {
  batchId: string;
  fileId: string;
  sheets: readonly SheetView[];
  sheet: string | null;
  headerRow: number;
  /** Nothing was found: the choice stands open. */
  open: boolean;
  action: ServerAction<unknown>;
};

/** Which sheet and which row hold the headings, when the guess was wrong. Choosing checks the batch again. */
export function LayoutChoice({ batchId, fileId, sheets, sheet, headerRow, open, action }: Props) {
  const t = useTranslations("import.layout");
  const toast = useToast();
  const [name, setName] = useState(sheet ?? sheets[0]?.name ?? "");
  const [row, setRow] = useState(headerRow);
  const { run, pending, refusal } = useAction(action, { onOk: () => toast("ok", t("saved")) });
  const shown = sheets.find((one) => one.name === name);
  const found = name === sheet ? headerRow : 0;
  const submit = (headings: number | null) =>
    run({ batchId, fileId, sheet: name === "" ? null : name, headerRow: headings });
  return (
    <details className={css.choice} open={open}>
      <summary>{t("title")}</summary>
      <form
        method="post"
        onSubmit={(event) => {
          event.preventDefault();
          submit(row === 0 ? null : row);
        }}
      >
        {sheets.length > 1 && (
          <TextField
            select
            size="small"
            label={t("sheet")}
            value={name}
            onChange={(event) => {
              setName(event.target.value);
              setRow(event.target.value === sheet ? headerRow : 0);
            }}
          >
            {sheets.map((one) => (
              <MenuItem key={one.name} value={one.name}>
                {one.hidden ? t("hidden", { name: one.name }) : <bdi>{one.name}</bdi>}
              </MenuItem>
            ))}
          </TextField>
        )}
        {shown && shown.rows.length > 0 ? (
          <fieldset className={css.rows}>
            <legend>{t("row")}</legend>
            {shown.rows.map((one) => (
              <label key={one.rowNo} className={css.row}>
                <input
                  type="radio"
                  name={`header-${fileId}`}
                  checked={row === one.rowNo}
                  onChange={() => setRow(one.rowNo)}
                />
                <span className={css.number}>
                  <Code value={one.rowNo} />
                </span>
                <span className={css.cells}>
                  {one.cells.map((cell, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: cells of a row have no other name
                    <bdi key={i}>{cell}</bdi>
                  ))}
                </span>
              </label>
            ))}
          </fieldset>
        ) : (
          <p className="tk-muted">{t("unseen")}</p>
        )}
        <ActionError refusal={refusal} />
        <div className={css.buttons}>
          <Button
            type="submit"
            variant="outlined"
            size="small"
            loading={pending}
            disabled={name === (sheet ?? "") && row === found}
          >
            {t("apply")}
          </Button>
          <Button size="small" disabled={pending} onClick={() => run({ batchId, fileId })}>
            {t("guess")}
          </Button>
        </div>
      </form>
    </details>
  );
}
