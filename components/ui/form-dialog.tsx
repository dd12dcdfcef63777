"use client";

import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import type { DefaultValues, FieldValues } from "react-hook-form";
import type { z } from "zod";
import { ActionError } from "./action-error";
import { type ConflictFields, ConflictPanel } from "./conflict-panel";
import css from "./form.module.css";
import type { ServerAction } from "./outcome";
import { SubmitButton } from "./submit-button";
import { useFormAction } from "./use-form-action";

type Bound<Input extends FieldValues> = ReturnType<typeof useFormAction<Input, unknown>>["control"];

type Props<Input extends FieldValues> = {
  title: string;
  submit: string;
  schema: z.ZodType<unknown, Input>;
  defaultValues: DefaultValues<Input>;
  action: ServerAction<unknown>;
  onClose: () => void;
  /** After a success; the page's data has been asked for again. */
  onOk?: (value: unknown) => void;
  /** Of a form with a version: what its fields are called when both versions are shown. */
  fields?: ConflictFields;
  children: (control: Bound<Input>) => ReactNode;
};

/** A small form in a window: a few fields, one server action. It closes when the action has taken it, and asks before that. */
export function FormDialog<Input extends FieldValues>(props: Props<Input>) {
  const { title, submit, schema, defaultValues, action, onClose, onOk, fields, children } = props;
  const t = useTranslations("ui");
  const titleId = useId();
  const { control, onSubmit, pending, refusal, conflict, leave } = useFormAction<Input, unknown>({
    schema,
    defaultValues,
    action,
    onOk: (value) => {
      onOk?.(value);
      onClose();
    },
  });
  const close = () => leave(onClose);
  return (
    <Dialog open onClose={pending ? undefined : close} aria-labelledby={titleId} maxWidth="xs" fullWidth>
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <form method="post" onSubmit={onSubmit} noValidate>
        <DialogContent className={css.form ?? ""}>
          <ActionError refusal={refusal} />
          {conflict && <ConflictPanel conflict={conflict} fields={fields ?? {}} />}
          {children(control)}
        </DialogContent>
        <DialogActions>
          <Button onClick={close} disabled={pending}>
            {t("cancel")}
          </Button>
          <SubmitButton pending={pending}>{submit}</SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}
