"use client";

import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { RefusalText } from "@/components/ui/action-error";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Icon } from "@/components/ui/icons";
import type { Refusal, ServerAction } from "@/components/ui/outcome";
import { useToast } from "@/components/ui/toasts";
import { useAction } from "@/components/ui/use-action";
import { ReplanButton } from "./replan-button";
import { type StaleChange, StaleChanges } from "./stale-changes";

type Props = {
  run: { id: string; version: number; placed: number; needsNewMentor: number };
  /** Numbers that will be issued. */
  numbers: { girls: number; boys: number };
  publish: ServerAction<unknown>;
  /** For those who may plan again. */
  replan: ServerAction<{ runId: string }> | null;
  /** Of a kind of run whose publication means something else. */
  words?: { title: string; text: string };
};

/** Asks with the numbers, starts publishing; a plan that no longer fits shows what changed and offers to plan again. */
export function PublishRun({ run, numbers, publish, replan, words }: Props) {
  const t = useTranslations("runs.actions.publish");
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [stale, setStale] = useState<Refusal | null>(null);
  const { run: start, pending } = useAction(publish, {
    onOk: () => setAsking(false),
    onRefused: (refusal) => {
      setAsking(false);
      if (refusal.reason === "PLAN_STALE") setStale(refusal);
      else toast("bad", <RefusalText refusal={refusal} />);
    },
  });
  const text = (
    <>
      <p>{words?.text ?? t("text", { placed: run.placed, unplaced: run.needsNewMentor })}</p>
      {!words && <p>{t("numbers", { ...numbers, total: numbers.girls + numbers.boys })}</p>}
      <p>{t("undo")}</p>
    </>
  );
  return (
    <>
      <Button
        variant="contained"
        loading={pending}
        loadingPosition="start"
        startIcon={<Icon name="check" size={18} />}
        onClick={() => setAsking(true)}
      >
        {t("button")}
      </Button>
      <ConfirmDialog
        open={asking}
        pending={pending}
        words={{ title: words?.title ?? t("title"), text, confirm: t("confirm") }}
        onConfirm={() => start({ runId: run.id, version: run.version })}
        onClose={() => setAsking(false)}
      />
      {stale && <StaleDialog runId={run.id} refusal={stale} replan={replan} onClose={() => setStale(null)} />}
    </>
  );
}

type StaleProps = { runId: string; refusal: Refusal; replan: Props["replan"]; onClose: () => void };

function StaleDialog({ runId, refusal, replan, onClose }: StaleProps) {
  const t = useTranslations("runs");
  const tUi = useTranslations("ui");
  const titleId = useId();
  const changes = (refusal.details?.changes ?? []) as readonly StaleChange[];
  const all = Number(refusal.details?.mentors ?? 0) + Number(refusal.details?.students ?? 0);
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="sm" fullWidth>
      <DialogTitle id={titleId}>{t("stale.title")}</DialogTitle>
      <DialogContent>
        <DialogContentText sx={{ mb: 2 }}>{t("stale.text")}</DialogContentText>
        <StaleChanges changes={changes} more={all - changes.length} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{tUi("close")}</Button>
        {replan && <ReplanButton runId={runId} action={replan} label={t("actions.replan.button")} />}
      </DialogActions>
    </Dialog>
  );
}
