"use client";

import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/ui/action-button";
import { ButtonLink } from "@/components/ui/button-link";
import { useToast } from "@/components/ui/toasts";
import { pinStudentAction, unassignStudentAction, unpinStudentAction } from "@/lib/allocation/manual/actions";
import { EndButton } from "./end-button";
import css from "./manual.module.css";

type Props = {
  studentId: string;
  /** On hold or withdrawn: nobody can be chosen. */
  frozen: boolean;
  /** The active placement; null = none. */
  current: { id: string; pinned: boolean } | null;
};

/** What can be done by hand with where a student is placed. */
export function ManualActions({ studentId, frozen, current }: Props) {
  const t = useTranslations("manual");
  const toast = useToast();
  const seen = { studentId, assignmentId: current?.id };
  return (
    <div className={css.buttons}>
      {!frozen && (
        <ButtonLink
          href={`/students/${studentId}/assign`}
          size="small"
          variant={current ? "outlined" : "contained"}
          icon="mentors"
        >
          {t(current ? "change" : "assign")}
        </ButtonLink>
      )}
      {current && (
        <>
          <ActionButton
            action={current.pinned ? unpinStudentAction : pinStudentAction}
            input={seen}
            done={t(current.pinned ? "unpinned" : "pinned")}
            size="small"
            variant="outlined"
            icon="lock"
          >
            {t(current.pinned ? "unpin" : "pinVerb")}
          </ActionButton>
          <EndButton
            action={unassignStudentAction}
            input={seen}
            title={t("endTitle")}
            onOk={({ stillCounted }) => toast("ok", t(stillCounted ? "endedStillCounted" : "ended"))}
          >
            {t("end")}
          </EndButton>
        </>
      )}
    </div>
  );
}
