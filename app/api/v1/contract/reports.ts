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

const waits = count.nullable();
export const attention = z.strictObject({
  imports: waits.describe("Batches that were checked and wait to be applied"),
  quarantine: waits.describe("Quarantined rows nothing has replaced"),
  waiting: waits.describe("Students who wait for a new mentor"),
  runs: waits.describe("Plans that wait to be published"),
  jobs: waits.describe("Background work under way or queued"),
});

export const eventsQuery = z.strictObject({
  topic: z
    .union([z.string(), z.array(z.string())])
    .describe("run:<id>, batch:<id>, export:<id> or pool; may be repeated, up to 20"),
});
