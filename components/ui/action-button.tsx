"use client";

import Button, { type ButtonProps } from "@mui/material/Button";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { RefusalText } from "./action-error";
import type { ConfirmWords } from "./confirm-dialog";
import { Icon, type IconName } from "./icons";
import type { ServerAction } from "./outcome";
import { useToast } from "./toasts";
import { useAction } from "./use-action";

// Fetched when somebody is about to be asked: dialogs are the heaviest part of the library.
const ConfirmDialog = dynamic(() => import("./confirm-dialog").then((module) => module.ConfirmDialog), {
  ssr: false,
});

type Props<T> = Pick<ButtonProps, "variant" | "color" | "size" | "disabled"> & {
  action: ServerAction<T>;
  input: unknown;
  children: ReactNode;
  icon?: IconName;
  /** Asks first. */
  confirm?: ConfirmWords;
  /** Toast after a success. */
  done?: string;
  /** Where to go after a success. */
  href?: string;
  /** From a client component: what to do with the answer. */
  onOk?: (value: T) => void;
};

/** A button that does one thing on the server: asks if told to, shows that it works, says how it went. */
export function ActionButton<T>(props: Props<T>) {
  const { action, input, children, icon, confirm, done, href, onOk, ...button } = props;
  const toast = useToast();
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const { run, pending } = useAction(action, {
    onOk: (value) => {
      setAsking(false);
      onOk?.(value);
      if (done) toast("ok", done);
      if (href) router.push(href);
    },
    onRefused: (refusal) => {
      setAsking(false);
      toast("bad", <RefusalText refusal={refusal} />);
    },
  });
  return (
    <>
      <Button
        {...button}
        loading={pending}
        {...(icon ? { startIcon: <Icon name={icon} size={18} />, loadingPosition: "start" as const } : {})}
        onClick={() => (confirm ? setAsking(true) : run(input))}
      >
        {children}
      </Button>
      {confirm && asking && (
        <ConfirmDialog
          open={asking}
          pending={pending}
          words={confirm}
          onConfirm={() => run(input)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
