import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";

const noticeSchema = z.object({
  kind: z.enum(["DONE", "FAILED", "PUBLISHED", "STALE", "DEAD_LETTERS", "DEAD_EVENTS", "SECOND_PERSON"]),
  work: z.string().nullable(),
  subject: z.enum(["run", "batch", "export", "outbox"]),
  subjectId: z.string().nullable(),
  number: z.int().nullable(),
  count: z.int().nullable(),
  at: z.iso.datetime(),
  fresh: z.boolean(),
});
export type ShownNotice = z.infer<typeof noticeSchema>;
const answerSchema = z.object({ notices: z.array(noticeSchema) });

/** The news of the person signed in; asked for while they look at it. */
export const noticesQuery = queryOptions({
  queryKey: ["notices"],
  queryFn: async ({ signal }): Promise<ShownNotice[]> => {
    const response = await fetch("/api/v1/notices", { signal });
    if (!response.ok) throw new Error(`notices: ${response.status}`);
    return answerSchema.parse(await response.json()).notices;
  },
  staleTime: 0,
});
