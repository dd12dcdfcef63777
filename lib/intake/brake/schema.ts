import { z } from "zod";

export const chooseSecondPersonSchema = z.object({ needed: z.boolean() });
export type ChooseSecondPerson = z.infer<typeof chooseSecondPersonSchema>;
