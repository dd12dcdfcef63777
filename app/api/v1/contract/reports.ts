import { z } from "zod";
import { count } from "./shapes";

export const loadsQuery = z.strictObject({ year: z.coerce.number().int().min(1300).max(1500) });
export const loads = z.strictObject({
  mentors: z.array(
    z.strictObject({
      mentorId: z.int().positive(),
      capacity: count,
      base: count.describe("As the file said"),
      ours: count.describe("Our active assignments the file does not contain"),
      load: count,
    }),
  ),
});

export const eventsQuery = z.strictObject({
  topic: z
    .union([z.string(), z.array(z.string())])
    .describe("run:<id>, batch:<id>, export:<id> or pool; may be repeated, up to 20"),
});
