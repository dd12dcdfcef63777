"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { ActionButton } from "@/components/ui/action-button";
import { useBulk } from "@/components/ui/bulk-bar";
import type { ServerAction } from "@/components/ui/outcome";

type Props = { action: ServerAction<{ runId: string }>; year: number; reason: string; children: ReactNode };

/** Of the waiting queue: plans a run of just the chosen classes, of those in them who could be placed now, and goes there. */
export function PlanChosen({ action, year, reason, children }: Props) {
  const router = useRouter();
  const { ids, count, max, finish } = useBulk();
  const key = ids.map((id) => id.split("|")[0]);
  return (
    <ActionButton
      size="small"
      variant="outlined"
      icon="run"
      action={action}
      input={{ year, key, reason }}
      disabled={count === 0 || count > max}
      onOk={({ runId }) => {
        finish({ done: count, left: [] });
        router.push(`/runs/${runId}`);
      }}
    >
      {children}
    </ActionButton>
  );
}
