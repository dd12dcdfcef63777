"use client";

import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";
import TextField from "@mui/material/TextField";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";

export type ConfirmWords = {
  title: string;
  /** What will happen, and whether it can be undone. */
  text: ReactNode;
  /** The verb on the button. */
  confirm: string;
  /** The verb of the safe button; «cancel» unless told. */
  cancel?: string;
  /** Red button. */
  dangerous?: boolean;
  /** A word that must be typed first, for what cannot be undone. */
  typed?: string;
};

type Props = {
  open: boolean;
  words: ConfirmWords;
  pending?: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks before something weighty. The safe button has the focus. */
export function ConfirmDialog({ open, words, pending = false, onConfirm, onClose }: Props) {
  const t = useTranslations("ui");
  const [typed, setTyped] = useState("");
  const titleId = useId();
  const ready = words.typed === undefined || typed.trim() === words.typed;
  const close = () => {
    setTyped("");
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={pending ? undefined : close}
      aria-labelledby={titleId}
      maxWidth="xs"
      fullWidth
    >
      <DialogTitle id={titleId}>{words.title}</DialogTitle>
      <DialogContent>
        <DialogContentText component="div">{words.text}</DialogContentText>
        {words.typed !== undefined && (
          <TextField
            sx={{ mt: 2 }}
            label={t("typeToConfirm", { word: words.typed })}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
          />
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={close} disabled={pending} autoFocus>
          {words.cancel ?? t("cancel")}
        </Button>
        <Button
          variant="contained"
          color={words.dangerous ? "error" : "primary"}
          onClick={onConfirm}
          disabled={!ready}
          loading={pending}
        >
          {words.confirm}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
