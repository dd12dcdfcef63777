"use client";

import Button from "@mui/material/Button";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { z } from "zod";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormText } from "@/components/ui/form-fields";
import { Icon } from "@/components/ui/icons";
import { useToast } from "@/components/ui/toasts";
import { formatCode } from "@/lib/i18n/format";
import { addYearAction, changeYearCodeAction } from "@/lib/student/lists/actions";
import { yearSchema } from "@/lib/student/lists/schema";
import type { YearItem } from "@/lib/student/queries";

type Input = z.input<typeof yearSchema>;

/** Adds an academic year. */
export function AddYear({ next }: { next: { year: number; code: string } }) {
  const t = useTranslations("settings");
  const toast = useToast();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" startIcon={<Icon name="plus" size={18} />} onClick={() => setOpen(true)}>
        {t("addYear")}
      </Button>
      {open && (
        <FormDialog<Input>
          title={t("addYear")}
          submit={t("add")}
          schema={yearSchema as never}
          defaultValues={next}
          action={addYearAction}
          onClose={() => setOpen(false)}
          onOk={() => toast("ok", t("added"))}
        >
          {(control) => (
            <>
              <FormText control={control} name="year" label={t("year")} type="number" autoFocus />
              <FormText
                control={control}
                name="code"
                label={t("yearCode")}
                hint={t("yearCodeHint")}
                type="number"
              />
            </>
          )}
        </FormDialog>
      )}
    </>
  );
}

/** Changes the counter code of a year, while no number was issued under it. */
export function ChangeYearCode({ year, code, version }: Pick<YearItem, "year" | "code" | "version">) {
  const t = useTranslations("settings");
  const ui = useTranslations("ui");
  const toast = useToast();
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        aria-label={t("changeYear", { year: formatCode(locale, year) })}
        onClick={() => setOpen(true)}
      >
        {ui("edit")}
      </Button>
      {open && (
        <FormDialog<Input>
          title={t("changeYear", { year: formatCode(locale, year) })}
          submit={ui("save")}
          schema={yearSchema as never}
          defaultValues={{ year, code, version }}
          action={changeYearCodeAction}
          onClose={() => setOpen(false)}
          onOk={() => toast("ok", ui("saved"))}
          fields={{ code: { label: t("yearCode") } }}
        >
          {(control) => (
            <FormText
              control={control}
              name="code"
              label={t("yearCode")}
              hint={t("yearCodeHint")}
              type="number"
              autoFocus
            />
          )}
        </FormDialog>
      )}
    </>
  );
}
