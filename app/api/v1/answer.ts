import type { NextRequest } from "next/server";
import type { z } from "zod";
import { problem } from "@/lib/auth/guard";
import type { Staff } from "@/lib/auth/permissions";
import { sha256 } from "@/lib/db/digest";
import { observeRequest } from "@/lib/jobs/http-metrics";
import { isIdempotencyKey, once, principalOf, type StoredAnswer } from "@/lib/jobs/idempotency";
import { countRequest } from "@/lib/jobs/rate-limit";
import { AppError, ERRORS } from "@/lib/shared/errors";
import { isUuid } from "@/lib/shared/ids";
import type { Result } from "@/lib/shared/result";

type Params = Record<string, string>;
type Handler<S extends Staff> = (staff: S, request: NextRequest, params: Params) => Promise<Response>;

const BODY_MAX = 1_048_576;

/** Counts a handler's requests: at most 100 a minute per principal, `RateLimit-*` on every answer, and the http metrics. */
export const limited =
  <S extends Staff>(handler: Handler<S>): Handler<S> =>
  async (staff, request, params) => {
    const done = observeRequest(request.method, request.nextUrl.pathname);
    const { allowed, headers } = await countRequest(principalOf(staff));
    try {
      const response = allowed
        ? await handler(staff, request, params)
        : problem("RATE_LIMITED", {}, staff.correlationId);
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
      done(response.status);
      return response;
    } catch (error) {
      done(error instanceof AppError ? ERRORS[error.code] : 500);
      throw error;
    }
  };

/** A JSON answer; never kept by a cache, because it is what one principal may see now. */
export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
  });

/** The value of a command's answer; a refusal becomes the error that the gate turns into problem details. */
export const must = <T, R extends string>(result: Result<T, R>): T => {
  if (result.ok) return result.value;
  throw new AppError(result.reason as unknown as AppError["code"], result.details ?? {});
};

/** The thing, or 404: what is out of scope is not there either. */
export const found = <T>(thing: T | null): T => {
  if (thing === null) throw new AppError("NOT_FOUND");
  return thing;
};

/** What a caller sent, by its schema. Throws `INVALID_INPUT` with the fields. */
export const checked = <S extends z.ZodType>(schema: S, input: unknown): z.output<S> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => [issue.path.join(".") || "body", issue.code]);
  throw new AppError("INVALID_INPUT", { fields: Object.fromEntries(fields) });
};

/** The query of a request by its schema; a key that is repeated is a list. Throws `INVALID_INPUT` with the fields. */
export const readQuery = <S extends z.ZodType>(request: NextRequest, schema: S): z.output<S> => {
  const query = request.nextUrl.searchParams;
  const values = [...new Set(query.keys())].map((key) => {
    const all = query.getAll(key);
    return [key, all.length > 1 ? all : all[0]];
  });
  return checked(schema, Object.fromEntries(values));
};

/** The JSON body of a request (at most 1 MiB) by its schema; no body is `{}`. Throws `INVALID_INPUT` with the fields. */
export const readBody = async <S extends z.ZodType>(
  request: NextRequest,
  schema: S,
): Promise<z.output<S>> => {
  if (Number(request.headers.get("content-length") ?? 0) > BODY_MAX) throw new AppError("FILE_TOO_LARGE");
  const text = await request.text();
  if (text.length > BODY_MAX) throw new AppError("FILE_TOO_LARGE");
  try {
    return checked(schema, text === "" ? {} : JSON.parse(text));
  } catch (error) {
    throw error instanceof SyntaxError ? new AppError("INVALID_INPUT", { fields: { body: "json" } }) : error;
  }
};

/** 202: work has begun; `location` tells where to look. */
export const accepted = (body: object, location: string): StoredAnswer => ({ status: 202, body, location });

/**
 * Starts something once: with an `Idempotency-Key` the same request gets the stored answer. `fingerprint` is what the
 * request asks for (its parsed body, or the hashes of its files).
 */
export const starting = async (
  staff: Staff,
  request: NextRequest,
  fingerprint: unknown,
  work: () => Promise<StoredAnswer>,
): Promise<Response> => {
  const key = request.headers.get("idempotency-key");
  if (key === null) return toResponse(await work());
  if (!isIdempotencyKey(key))
    throw new AppError("INVALID_INPUT", { fields: { "Idempotency-Key": "pattern" } });
  const { pathname } = request.nextUrl;
  const bodyHash = sha256(JSON.stringify([request.method, pathname, fingerprint]));
  const answer = await once({ principal: principalOf(staff), key, bodyHash }, work);
  return toResponse(answer, answer.replayed ? { "Idempotency-Replayed": "true" } : {});
};

const toResponse = (
  { status, body, location }: StoredAnswer,
  headers: Record<string, string> = {},
): Response => json(body, status, { ...(location ? { location } : {}), ...headers });

/** A uuid from the path; anything else names nothing. */
export const uuidOf = (text: string | undefined): string => {
  if (text === undefined || !isUuid(text)) throw new AppError("NOT_FOUND");
  return text;
};
