"use client";

import Button, { type ButtonProps } from "@mui/material/Button";
import Dialog, { type DialogProps } from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useId } from "react";

type Props = {
  open?: boolean;
  title: string;
  /** The verb on the button that sends. */
  submit: ReactNode;
  color?: NonNullable<ButtonProps["color"]>;
  width?: NonNullable<DialogProps["maxWidth"]>;
  /** False while something is missing: the button rests, and Enter sends nothing. */
  ready: boolean;
  pending: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A window that asks for what an action needs: Enter sends, Escape and the safe button leave, and neither while it is sent. */
export function AskDialog(props: Props) {
  const { open = true, title, submit, color = "primary", width = "sm", ready, pending, onClose } = props;
  const t = useTranslations("ui");
  const titleId = useId();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !pending) props.onSubmit();
  };
  return (
    <Dialog
      open={open}
      onClose={pending ? undefined : onClose}
      aria-labelledby={titleId}
      maxWidth={width}
      fullWidth
    >
      <form method="post" noValidate onSubmit={send}>
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent>{props.children}</DialogContent>
        <DialogActions>
          <Button onClick={onClose} disabled={pending}>
            {t("cancel")}
          </Button>
          <Button type="submit" variant="contained" color={color} loading={pending} disabled={!ready}>
            {submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
