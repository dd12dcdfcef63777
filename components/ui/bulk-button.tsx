"use client";

import type { ReactNode } from "react";
import { ActionButton } from "./action-button";
import { type BulkReport, useBulk } from "./bulk-bar";
import type { ConfirmWords } from "./confirm-dialog";
import type { IconName } from "./icons";
import type { ServerAction } from "./outcome";

type Props = {
  /** Gets `{...input, ids}` or `{...input, filter, except}` and answers with a `BulkReport`. */
  action: ServerAction<BulkReport>;
  input?: Readonly<Record<string, unknown>>;
  icon?: IconName;
  confirm?: ConfirmWords;
  children: ReactNode;
};

/** A button that does one thing with the chosen rows of the `BulkBar` around it; usable straight from a server component. */
export function BulkButton({ action, input, icon, confirm, children }: Props) {
  const { count, chosen, max, finish } = useBulk();
  return (
    <ActionButton
      size="small"
      variant="outlined"
      action={action}
      input={{ ...input, ...chosen }}
      disabled={count === 0 || count > max}
      onOk={finish}
      {...(icon ? { icon } : {})}
      {...(confirm ? { confirm } : {})}
    >
      {children}
    </ActionButton>
  );
}
