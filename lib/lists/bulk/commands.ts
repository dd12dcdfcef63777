import { holdStudents, type ManyHeld } from "@/lib/allocation/placement/many/commands";
import { type Can, holds } from "@/lib/auth/permissions";
import { type ManyAccepting, setAcceptingMany } from "@/lib/mentor/accepting/commands";
import { listMentorIds } from "@/lib/mentor/directory/queries";
import { findReportYear } from "@/lib/reporting/utilization/queries";
import { jalaliYear } from "@/lib/shared/calendar";
import { isMentorId, isUuid } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { readView } from "@/lib/shared/view";
import { listStudentIds } from "@/lib/student/directory/queries";
import { mentorsAsked, studentsAsked } from "../asked";
import { SPECS } from "../pages";
import { type AcceptMentors, BULK_MAX, type HoldStudents } from "./schema";

type TooMany = "INVALID_INPUT";

/** More than a page offers to choose: the filter finds more rows by now. */
const tooMany = () => refuse("INVALID_INPUT", { fields: { ids: "too_big" }, max: BULK_MAX });

/** The year the list of mentors is about unless its filter says another, as the page reads it. */
const newestYear = async (staff: Can<"mentor:read">): Promise<number> =>
  (await findReportYear(staff)) ?? jalaliYear(new Date());

/** Opens or closes the chosen mentors of the list for new students. Refuses RUN_ACTIVE, INVALID_INPUT above `BULK_MAX`. */
export const acceptMentors = async (
  staff: Can<"mentor:write">,
  { accepting, ...chosen }: AcceptMentors,
): Promise<Result<ManyAccepting, "RUN_ACTIVE" | "FORBIDDEN" | TooMany>> => {
  if (!holds(staff, "mentor:read")) return refuse("FORBIDDEN");
  const ids =
    "ids" in chosen
      ? chosen.ids.map(Number).filter(isMentorId)
      : await listMentorIds(
          staff,
          mentorsAsked(readView(chosen.filter, SPECS.mentors), await newestYear(staff)),
        );
  const except = new Set("except" in chosen ? chosen.except : []);
  const mentorIds = ids.filter((id) => !except.has(String(id)));
  return mentorIds.length > BULK_MAX ? tooMany() : await setAcceptingMany(staff, { mentorIds, accepting });
};

/** Holds the chosen students of the list back, or lets them in again. Refuses RUN_ACTIVE, INVALID_INPUT above `BULK_MAX`. */
export const holdChosen = async (
  staff: Can<"student:write">,
  { hold, reason, ...chosen }: HoldStudents,
): Promise<Result<ManyHeld, "RUN_ACTIVE" | "FORBIDDEN" | TooMany>> => {
  if (!holds(staff, "student:read")) return refuse("FORBIDDEN");
  const ids =
    "ids" in chosen
      ? chosen.ids.filter(isUuid)
      : await listStudentIds(staff, studentsAsked(readView(chosen.filter, SPECS.students)));
  const except = new Set("except" in chosen ? chosen.except : []);
  const studentIds = ids.filter((id) => !except.has(id));
  return studentIds.length > BULK_MAX ? tooMany() : await holdStudents(staff, { studentIds, hold, reason });
};
