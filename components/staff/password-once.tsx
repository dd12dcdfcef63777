"use client";

import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { LtrText } from "@/components/ui/ltr-text";
import { Facts } from "@/components/ui/page";

type Props = { username: string; password: string; onClose: () => void };

/** A one-time password: nobody can read it again once this is closed. */
export function PasswordOnce({ username, password, onClose }: Props) {
  const t = useTranslations("settings");
  const titleId = useId();
  return (
    <Dialog open maxWidth="xs" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t("passwordOnceTitle")}</DialogTitle>
      <DialogContent>
        <p>{t("passwordOnceText")}</p>
        <Facts
          items={[
            { label: t("username"), value: <LtrText value={username} /> },
            { label: t("password"), value: <LtrText value={password} /> },
          ]}
        />
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {t("passwordOnceDone")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
