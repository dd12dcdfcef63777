"use client";

import Button, { type ButtonProps } from "@mui/material/Button";
import { type ReactNode, useState } from "react";
import { Icon, type IconName } from "@/components/ui/icons";
import type { ServerAction } from "@/components/ui/outcome";
import { useToast } from "@/components/ui/toasts";
import { useAction } from "@/components/ui/use-action";
import { ReasonDialog } from "./reason-dialog";

type Props = Pick<ButtonProps, "variant" | "color" | "size"> & {
  action: ServerAction<unknown>;
  /** Sent together with `reason`. */
  input: Readonly<Record<string, unknown>>;
  children: ReactNode;
  icon?: IconName;
  title: string;
  /** What will happen, and whether it can be undone. */
  text: ReactNode;
  done: string;
  /** Said instead where the answer tells that the downstream file still counts the freed place. Source: Contracts §1. */
  doneStillCounted?: string;
};

/** A button for what must be accounted for: asks for the reason, which goes into the audit log. */
export function ReasonButton({
  action,
  input,
  children,
  icon,
  title,
  text,
  done,
  doneStillCounted,
  ...button
}: Props) {
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const { run, pending, refusal, clear } = useAction(action, {
    onOk: (answer) => {
      setOpen(false);
      setReason("");
      toast("ok", (isStillCounted(answer) && doneStillCounted) || done);
    },
  });
  const close = () => {
    clear();
    setOpen(false);
  };
  const submit = () => run({ ...input, reason: reason.trim() });
  return (
    <>
      <Button
        {...button}
        {...(icon ? { startIcon: <Icon name={icon} size={18} /> } : {})}
        onClick={() => setOpen(true)}
      >
        {children}
      </Button>
      <ReasonDialog
        open={open}
        title={title}
        submit={children}
        color={button.color ?? "primary"}
        text={text}
        reason={reason}
        onReason={setReason}
        refusal={refusal}
        pending={pending}
        onSubmit={submit}
        onClose={close}
      />
    </>
  );
}

const isStillCounted = (answer: unknown): boolean =>
  typeof answer === "object" &&
  answer !== null &&
  (answer as { stillCounted?: unknown }).stillCounted === true;
