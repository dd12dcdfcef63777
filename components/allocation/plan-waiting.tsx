"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { ActionButton } from "@/components/ui/action-button";
import type { ServerAction } from "@/components/ui/outcome";
import type { WaitingFilter } from "@/lib/allocation/need/schema";

type Props = {
  action: ServerAction<{ runId: string }>;
  /** Whom to plan: a filter of the queue. */
  filter: WaitingFilter;
  children: ReactNode;
};

/** Starts a run of just these students and goes there. */
export function PlanWaiting({ action, filter, children }: Props) {
  const router = useRouter();
  return (
    <ActionButton
      action={action}
      input={filter}
      icon="run"
      variant="contained"
      onOk={({ runId }) => router.push(`/runs/${runId}`)}
    >
      {children}
    </ActionButton>
  );
}
