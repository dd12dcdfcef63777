import { useTranslations } from "next-intl";
import {
  confirmReviewAction,
  holdStudentAction,
  reinstateStudentAction,
  releaseHoldAction,
  withdrawStudentAction,
} from "@/lib/allocation/actions";
import { holds, type Staff } from "@/lib/auth/permissions";
import type { StudentDetail } from "@/lib/student/directory/queries";
import type { AssignmentDetail } from "./assignment-panel";
import { ReasonButton } from "./reason-button";

type Props = { staff: Staff; student: StudentDetail; current: AssignmentDetail | null };

/** What the viewer may do with a student now; each asks for a reason. The server asks again. */
export function StudentActions({ staff, student, current }: Props) {
  const t = useTranslations("students.action");
  const input = { studentId: student.id, version: student.version };
  const words = (verb: Verb) => ({
    title: t(`${verb}Title`),
    text: t(`${verb}Text`),
    done: t(`${verb}Done`),
  });
  const mayConfirm =
    current?.status === "TEMP_REVIEW" &&
    holds(staff, current.reviewOrigin === "OVERRIDE" ? "assign:override" : "assign:write");
  const mayWrite = holds(staff, "student:write");
  return (
    <>
      {mayConfirm && (
        <ReasonButton
          {...words("confirm")}
          action={confirmReviewAction}
          input={{ assignmentIds: [current.id] }}
          icon="check"
          variant="contained"
          size="small"
        >
          {t("confirm")}
        </ReasonButton>
      )}
      {mayWrite && student.withdrawn && (
        <ReasonButton
          {...words("reinstate")}
          action={reinstateStudentAction}
          input={input}
          variant="outlined"
          size="small"
        >
          {t("reinstate")}
        </ReasonButton>
      )}
      {mayWrite && !student.withdrawn && (
        <>
          <ReasonButton
            {...words(student.onHold ? "release" : "hold")}
            action={student.onHold ? releaseHoldAction : holdStudentAction}
            input={input}
            variant="outlined"
            size="small"
          >
            {t(student.onHold ? "release" : "hold")}
          </ReasonButton>
          <ReasonButton
            {...words("withdraw")}
            doneStillCounted={t("withdrawStillCounted")}
            action={withdrawStudentAction}
            input={input}
            variant="outlined"
            color="error"
            size="small"
          >
            {t("withdraw")}
          </ReasonButton>
        </>
      )}
    </>
  );
}

type Verb = "hold" | "release" | "withdraw" | "reinstate" | "confirm";
