import { z } from "zod";
import { chosenSchema } from "@/lib/shared/chosen";

/** Rows one call takes. */
export const BULK_MAX = 2_000;

/** Opens or closes chosen mentors for new students. */
export const acceptMentorsSchema = z.object({ accepting: z.boolean() }).and(chosenSchema(BULK_MAX));
export type AcceptMentors = z.output<typeof acceptMentorsSchema>;

/** Holds chosen students back from the next runs, or lets them in again, with the reason. */
export const holdStudentsSchema = z
  .object({ hold: z.boolean(), reason: z.string().trim().min(3).max(500) })
  .and(chosenSchema(BULK_MAX));
export type HoldStudents = z.output<typeof holdStudentsSchema>;
