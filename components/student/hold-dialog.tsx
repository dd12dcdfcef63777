"use client";

import DialogContentText from "@mui/material/DialogContentText";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import { AskDialog } from "@/components/ui/ask-dialog";
import { useBulk } from "@/components/ui/bulk-bar";
import { useAction } from "@/components/ui/use-action";
import { holdChosenAction } from "@/lib/lists/bulk/actions";
import { isReason, ReasonField } from "./reason-field";

/** Asks why the chosen students are held back or let in; the reason goes into the audit log with each of them. */
export function HoldDialog({ hold, onClose }: { hold: boolean; onClose: () => void }) {
  const t = useTranslations("students.bulk");
  const { count, chosen, finish } = useBulk();
  const [reason, setReason] = useState("");
  const { run, pending, refusal } = useAction(holdChosenAction, {
    onOk: (report) => {
      finish(report);
      onClose();
    },
  });
  return (
    <AskDialog
      open
      title={t(hold ? "holdTitle" : "releaseTitle", { count })}
      submit={t(hold ? "hold" : "release")}
      ready={isReason(reason)}
      pending={pending}
      onSubmit={() => run({ hold, reason: reason.trim(), ...chosen })}
      onClose={onClose}
    >
      <DialogContentText component="div">{t(hold ? "holdText" : "releaseText")}</DialogContentText>
      <ReasonField reason={reason} onChange={setReason} />
      <ActionError refusal={refusal} />
    </AskDialog>
  );
}
