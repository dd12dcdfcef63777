"use client";

import Button from "@mui/material/Button";
import Checkbox from "@mui/material/Checkbox";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import FormControlLabel from "@mui/material/FormControlLabel";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import css from "./palette.module.css";
import { areKeysOn, heldKey, setKeysOn } from "./shortcuts";

/** Stands for ⌘ or Ctrl. */
const HELD = "held";
/** Keys and what they do, in the order of use. */
const KEYS = [
  { keys: [HELD, "K"], word: "palette" },
  { keys: ["N"], word: "notices" },
  { keys: ["?"], word: "help" },
  { keys: ["Tab"], word: "tab" },
  { keys: ["↑", "↓"], word: "arrows" },
  { keys: ["Enter"], word: "enter" },
  { keys: ["Esc"], word: "escape" },
] as const;

type Props = { open: boolean; onClose: () => void };

/** Help on the keyboard, and the switch that turns single-key shortcuts off. */
export default function KeysDialog({ open, onClose }: Props) {
  const t = useTranslations("nav.keys");
  const ui = useTranslations("ui");
  const titleId = useId();
  const [on, setOn] = useState(areKeysOn);
  return (
    <Dialog open={open} onClose={onClose} aria-labelledby={titleId} maxWidth="xs" fullWidth>
      <DialogTitle id={titleId}>{t("title")}</DialogTitle>
      <DialogContent>
        <dl className={css.keys}>
          {KEYS.map(({ keys, word }) => (
            <div key={word}>
              <dt dir="ltr">
                {keys.map((key) => (
                  <kbd key={key}>{key === HELD ? heldKey() : key}</kbd>
                ))}
              </dt>
              <dd>{t(word)}</dd>
            </div>
          ))}
        </dl>
        <FormControlLabel
          control={
            <Checkbox
              checked={on}
              onChange={(_, checked) => {
                setKeysOn(checked);
                setOn(checked);
              }}
            />
          }
          label={t("single")}
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          {ui("close")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
