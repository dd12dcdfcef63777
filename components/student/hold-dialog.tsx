"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useBulk } from "@/components/ui/bulk-bar";
import { useAction } from "@/components/ui/use-action";
import { holdChosenAction } from "@/lib/lists/bulk/actions";
import { ReasonDialog } from "./reason-dialog";

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
    <ReasonDialog
      title={t(hold ? "holdTitle" : "releaseTitle", { count })}
      submit={t(hold ? "hold" : "release")}
      text={t(hold ? "holdText" : "releaseText")}
      reason={reason}
      onReason={setReason}
      refusal={refusal}
      pending={pending}
      onSubmit={() => run({ hold, reason: reason.trim(), ...chosen })}
      onClose={onClose}
    />
  );
}
