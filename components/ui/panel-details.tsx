"use client";

import type { ReactNode } from "react";
import { usePanel } from "./use-panel";

type Props = {
  /** An id of ours: it stands in the address while the details are open. */
  panel: string;
  summary: ReactNode;
  className?: string | undefined;
  children: ReactNode;
};

/** Details that fold out in place and stay so under the page's address; several may be open at once. */
export function PanelDetails({ panel, summary, className, children }: Props) {
  const { isOpen, open, close } = usePanel("open", panel);
  return (
    <details
      open={isOpen}
      className={className}
      // Also told where the address did it: then there is nothing left to do.
      onToggle={(event) => (event.currentTarget.open ? open() : close())}
    >
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
