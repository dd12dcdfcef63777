import type { StudentExplanation } from "@/lib/allocation/queries";
import { maskNationalId } from "@/lib/shared/national-id";

/** An explanation as REST tells it: the student by uuid, the national id masked. */
export const toExplanationDocument = ({ student, run, explanation, repair, names }: StudentExplanation) => ({
  student: { id: student.id, nationalId: maskNationalId(student.nationalId), year: student.year },
  run,
  explanation,
  repair,
  names,
});
