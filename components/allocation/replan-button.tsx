"use client";

import Button from "@mui/material/Button";
import { useRouter } from "next/navigation";
import { RefusalText } from "@/components/ui/action-error";
import { Icon } from "@/components/ui/icons";
import type { ServerAction } from "@/components/ui/outcome";
import { useToast } from "@/components/ui/toasts";
import { useAction } from "@/components/ui/use-action";

type Props = { runId: string; action: ServerAction<{ runId: string }>; label: string };

/** Plans the same scope again with today's data and goes to the new run. */
export function ReplanButton({ runId, action, label }: Props) {
  const router = useRouter();
  const toast = useToast();
  const { run, pending } = useAction(action, {
    onOk: (made) => router.push(`/runs/${made.runId}`),
    onRefused: (refusal) => toast("bad", <RefusalText refusal={refusal} />),
  });
  return (
    <Button
      variant="contained"
      loading={pending}
      loadingPosition="start"
      startIcon={<Icon name="refresh" size={18} />}
      onClick={() => run({ runId })}
    >
      {label}
    </Button>
  );
}
