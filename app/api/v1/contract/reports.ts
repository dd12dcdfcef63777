import { z } from "zod";
import { count } from "./shapes";

export const loadsQuery = z.strictObject({ year: z.coerce.number().int().min(1300).max(1500) });
export const loads = z.strictObject({
  mentors: z.array(
    z.strictObject({
      mentorId: z.int32().positive(),
      capacity: count,
      base: count.describe("As the file said"),
      ours: count.describe("Our active assignments the file does not contain"),
      load: count,
    }),
  ),
});

const waits = count.nullable();
export const attention = z.strictObject({
  imports: waits.describe("Batches that were checked and wait to be applied, stopped ones among them"),
  quarantine: waits.describe("Quarantined rows that wait for somebody"),
  waiting: waits.describe("Students of the newest year who wait for a mentor, never planned included"),
  runs: waits.describe("Plans that wait to be published"),
  jobs: waits.describe("Background work under way or queued"),
  notices: waits.describe("Notices the person has not looked at; null for a service token"),
});

export const notices = z.strictObject({
  notices: z.array(
    z.strictObject({
      kind: z
        .enum(["DONE", "FAILED", "PUBLISHED", "STALE", "DEAD_LETTERS", "DEAD_EVENTS", "SECOND_PERSON"])
        .describe(
          "What happened: an own job ended, a plan was published or became stale, work lies dead, a mass change waits for the reader's word",
        ),
      work: z.string().nullable().describe("Kind of the job that ended"),
      subject: z.enum(["run", "batch", "export", "outbox"]),
      subjectId: z.uuid().nullable(),
      number: count.nullable().describe("What people call the subject"),
      count: count.nullable(),
      at: z.iso.datetime(),
      fresh: z.boolean().describe("Happened since the person last looked"),
    }),
  ),
});

export const eventsQuery = z.strictObject({
  topic: z
    .union([z.string(), z.array(z.string())])
    .describe("run:<id>, batch:<id>, export:<id> or pool; may be repeated, up to 20"),
});
