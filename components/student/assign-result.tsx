"use client";

import Button from "@mui/material/Button";
import { useTranslations } from "next-intl";
import { Notice } from "@/components/allocation/notice";
import { ActionError } from "@/components/ui/action-error";
import { ButtonLink } from "@/components/ui/button-link";
import { LtrText } from "@/components/ui/ltr-text";
import { Facts, Panel } from "@/components/ui/page";
import { StatusChip } from "@/components/ui/status-chip";
import { useToast } from "@/components/ui/toasts";
import { useAction } from "@/components/ui/use-action";
import { assignStudentAction, unassignStudentAction } from "@/lib/allocation/manual/actions";
import type { Placed } from "@/lib/allocation/manual/write/commands";
import type { Current } from "./assign-form";
import css from "./manual.module.css";

export type Done = { placed: Placed; mentorName: string; before: Current | null };

type Props = { studentId: string; done: Done; onAgain: () => void };

/** What has been done, and the way back: its own step, told in the student's history like any other. */
export function AssignResult({ studentId, done: { placed, mentorName, before }, onAgain }: Props) {
  const t = useTranslations("manual");
  return (
    <Panel title={t("done", { mentor: mentorName || String(placed.mentorId) })}>
      <div className={css.fields} role="status">
        {placed.status === "TEMP_REVIEW" && <Notice tone="warn">{t("underReview")}</Notice>}
        {placed.stillCounted && <Notice tone="warn">{t("stillCounted")}</Notice>}
        <Facts
          items={[
            { label: t("counter"), value: <LtrText value={placed.counter} /> },
            { label: t("status"), value: <StatusChip status={placed.status} /> },
            ...(before ? [{ label: t("before"), value: before.mentorName }] : []),
          ]}
        />
        <div className={css.buttons}>
          <ButtonLink href={`/students/${studentId}`} variant="contained">
            {t("toStudent")}
          </ButtonLink>
          <Undo placed={placed} before={before} onUndone={onAgain} />
        </div>
      </div>
    </Panel>
  );
}

type UndoProps = { placed: Placed; before: Current | null; onUndone: () => void };

function Undo({ placed, before, onUndone }: UndoProps) {
  const t = useTranslations("manual");
  const toast = useToast();
  const onOk = () => {
    toast("ok", t("undone"));
    onUndone();
  };
  const back = useAction<unknown>(before ? assignStudentAction : unassignStudentAction, { onOk });
  const { studentId, assignmentId } = placed;
  const step = { studentId, assignmentId, reason: "CORRECTION", note: t("undoNote") };
  const undo = () =>
    back.run(
      before ? { ...step, mentorId: before.mentorId, pinned: before.pinned } : { ...step, after: "POOL" },
    );
  return (
    <>
      <Button variant="outlined" loading={back.pending} onClick={undo}>
        {t("undo")}
      </Button>
      <ActionError refusal={back.refusal} />
    </>
  );
}
