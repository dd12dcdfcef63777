"use client";

import Button from "@mui/material/Button";
import DialogContentText from "@mui/material/DialogContentText";
import FormControlLabel from "@mui/material/FormControlLabel";
import Radio from "@mui/material/Radio";
import RadioGroup from "@mui/material/RadioGroup";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import { AskDialog } from "@/components/ui/ask-dialog";
import type { ServerAction } from "@/components/ui/outcome";
import { useAction } from "@/components/ui/use-action";
import { AFTER_END } from "@/lib/allocation/manual/schema";
import css from "./manual.module.css";
import { isTold, NO_WHY, WhyFields } from "./why-fields";

type Props<T> = {
  action: ServerAction<T>;
  /** Sent together with reason, note and what comes after. */
  input: Readonly<Record<string, unknown>>;
  title: string;
  onOk: (value: T) => void;
  disabled?: boolean;
  children: ReactNode;
};

/** Ends placements by hand, of one student or many: why, and whether they wait or take their turn again. */
export function EndButton<T>({ action, input, title, onOk, disabled = false, children }: Props<T>) {
  const t = useTranslations("manual");
  const [open, setOpen] = useState(false);
  const [why, setWhy] = useState(NO_WHY);
  const [after, setAfter] = useState<string>(AFTER_END[0]);
  const { run, pending, refusal, clear } = useAction(action, {
    onOk: (value) => {
      setOpen(false);
      setWhy(NO_WHY);
      onOk(value);
    },
  });
  const close = () => {
    clear();
    setOpen(false);
  };
  const submit = () => run({ ...input, ...why, after });
  return (
    <>
      <Button variant="outlined" color="error" size="small" disabled={disabled} onClick={() => setOpen(true)}>
        {children}
      </Button>
      <AskDialog
        open={open}
        title={title}
        submit={children}
        color="error"
        ready={isTold(why)}
        pending={pending}
        onSubmit={submit}
        onClose={close}
      >
        <div className={css.fields}>
          <DialogContentText component="div">{t("endText")}</DialogContentText>
          <RadioGroup aria-label={t("after")} value={after} onChange={(_, value) => setAfter(value)}>
            {AFTER_END.map((one) => (
              <FormControlLabel
                key={one}
                value={one}
                control={<Radio size="small" />}
                label={t(`afters.${one}`)}
              />
            ))}
          </RadioGroup>
          <WhyFields why={why} onChange={setWhy} />
          <ActionError refusal={refusal} />
        </div>
      </AskDialog>
    </>
  );
}
