"use client";

import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import { type ReactNode, useId } from "react";
import { LtrText } from "@/components/ui/ltr-text";
import { Facts } from "@/components/ui/page";
import css from "./secret-once.module.css";

type Props = {
  title: string;
  text: ReactNode;
  items: readonly { label: string; value: string }[];
  done: string;
  onClose: () => void;
};

/** A secret that nobody can read again once this is closed. */
export function SecretOnce({ title, text, items, done, onClose }: Props) {
  const titleId = useId();
  return (
    <Dialog open maxWidth="xs" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent>
        <p>{text}</p>
        <div className={css.secrets}>
          <Facts items={items.map(({ label, value }) => ({ label, value: <LtrText value={value} /> }))} />
        </div>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {done}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
