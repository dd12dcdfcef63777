import { z } from "zod";

/** Plans one call throws away. */
export const DISCARD_MAX = 100;

const REF = /^([0-9a-f-]{36}):(\d{1,9})$/;

/** A run as somebody chose it on the list: which one, and the version of it they saw. */
export const runChoice = ({ id, version }: { id: string; version: number }): string => `${id}:${version}`;

const chosenRun = z.string().transform((text, context) => {
  const [, runId, version] = REF.exec(text) ?? [];
  const ref = z.object({ runId: z.uuid(), version: z.coerce.number() }).safeParse({ runId, version });
  if (ref.success) return ref.data;
  context.addIssue({ code: "custom", message: "invalid" });
  return z.NEVER;
});

/** Plans to be thrown away, each in the version it was chosen in (`runChoice`). */
export const discardRunsSchema = z.object({ ids: z.array(chosenRun).min(1).max(DISCARD_MAX) });
export type DiscardRuns = z.output<typeof discardRunsSchema>;
