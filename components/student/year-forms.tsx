"use client";

import Button from "@mui/material/Button";
import { useLocale, useTranslations } from "next-intl";
import type { z } from "zod";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormText } from "@/components/ui/form-fields";
import { Icon } from "@/components/ui/icons";
import { useToast } from "@/components/ui/toasts";
import { usePanel } from "@/components/ui/use-panel";
import { formatCode } from "@/lib/i18n/format";
import { addYearAction, changeYearCodeAction } from "@/lib/student/lists/actions";
import { yearSchema } from "@/lib/student/lists/schema";
import type { YearItem } from "@/lib/student/queries";

type Input = z.input<typeof yearSchema>;

/** Adds an academic year. */
export function AddYear({ next }: { next: { year: number; code: string } }) {
  const t = useTranslations("settings");
  const toast = useToast();
  const { isOpen, open, close } = usePanel("edit", "new");
  return (
    <>
      <Button size="small" startIcon={<Icon name="plus" size={18} />} onClick={open}>
        {t("addYear")}
      </Button>
      {isOpen && (
        <FormDialog<Input>
          title={t("addYear")}
          submit={t("add")}
          schema={yearSchema as never}
          defaultValues={next}
          action={addYearAction}
          onClose={close}
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
  const { isOpen, open, close } = usePanel("edit", String(year));
  return (
    <>
      <Button size="small" aria-label={t("changeYear", { year: formatCode(locale, year) })} onClick={open}>
        {ui("edit")}
      </Button>
      {isOpen && (
        <FormDialog<Input>
          title={t("changeYear", { year: formatCode(locale, year) })}
          submit={ui("save")}
          schema={yearSchema as never}
          defaultValues={{ year, code, version }}
          action={changeYearCodeAction}
          onClose={close}
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
