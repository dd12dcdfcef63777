import { z } from "zod";
import { ERRORS, type ErrorCode } from "@/lib/shared/errors";

/** The shapes of REST: what a caller may send and what comes back. Tests hold every answer against them. */
export const id = z.uuid();
export const count = z.int().nonnegative();
export const instant = z.iso.datetime();
export const year = z.int().min(1300).max(1500);
export const center = z.int32().nonnegative();
export const gender = z.union([z.literal(0), z.literal(1)]).describe("0 girl, 1 boy");
export const studentType = z.union([z.literal(0), z.literal(1)]).describe("0 normal, 1 school");
export const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const maskedId = z.string().describe("National id, masked: 001***2419");
export const openRecord = z.record(z.string(), z.unknown());

const errorCodes = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

/** RFC 9457; `code` is stable, `message` says what to do in both languages. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(errorCodes),
  message: z.object({ fa: z.string(), en: z.string() }),
  details: openRecord,
  correlationId: z.string(),
});

/** Why something failed; `code` is one of the problem codes. */
export const failure = z.object({ code: z.string(), details: openRecord });
export const jobState = z.enum(["QUEUED", "RUNNING", "WAITING", "DONE", "FAILED"]);
export const job = z.strictObject({
  jobId: id,
  kind: z.string(),
  state: jobState,
  done: count,
  total: count,
  waitingFor: z.string().nullable(),
  error: failure.optional(),
});

const begun = { jobId: id, statusUrl: z.string().describe("Where to look how it goes") };
/** What started, and where to look how it goes. */
export const runStarted = z.strictObject({ ...begun, runId: id });
export const exportStarted = z.strictObject({ ...begun, exportId: id });
export const importStarted = z.strictObject({ ...begun, batchId: id });

/** What an edit sends back to be refused if somebody else was faster. */
export const version = z.int32().positive().describe("Send it as `version` with an edit");

/** A page of a list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    items: z.array(item).max(100),
    nextCursor: z.string().nullable().describe("Send it as `cursor` for the next page; null at the end"),
    total: count,
  });

/** The orders of a list: the keys its page has, each in both directions; `first` where nothing is asked. */
export const sortBy = <Key extends string>(keys: readonly Key[], first: Key | `-${Key}`) =>
  z
    .enum([...keys, ...keys.map((key): `-${Key}` => `-${key}`)])
    .default(first as never)
    .describe("`-` before a key: descending. A cursor belongs to its order");

export const paging = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
};
