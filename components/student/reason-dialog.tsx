"use client";

import DialogContentText from "@mui/material/DialogContentText";
import type { ComponentProps, ReactNode } from "react";
import { ActionError } from "@/components/ui/action-error";
import { AskDialog } from "@/components/ui/ask-dialog";
import { isReason, ReasonField } from "./reason-field";

type Props = Omit<ComponentProps<typeof AskDialog>, "ready" | "children"> & {
  /** What will happen, and whether it can be undone. */
  text: ReactNode;
  reason: string;
  onReason: (reason: string) => void;
  refusal: ComponentProps<typeof ActionError>["refusal"];
};

/** Says what will happen and asks for the reason, which goes into the audit log. */
export function ReasonDialog({ text, reason, onReason, refusal, ...ask }: Props) {
  return (
    <AskDialog {...ask} ready={isReason(reason)}>
      <DialogContentText component="div">{text}</DialogContentText>
      <ReasonField reason={reason} onChange={onReason} />
      <ActionError refusal={refusal} />
    </AskDialog>
  );
}
