import { createTranslator } from "next-intl";
import { AppError, ERRORS, type ErrorCode } from "@/lib/shared/errors";
import { isConnectionLoss } from "../db/tx";
import en from "../i18n/en.json";
import fa from "../i18n/fa.json";
import { refusalValues } from "../i18n/refusal";
import { log } from "../log";

type Details = Readonly<Record<string, unknown>>;

const MESSAGES = { fa, en };

/** The words of a refusal in one language, with its details filled in. */
export const errorMessage = (locale: "fa" | "en", code: ErrorCode, details: Details = {}): string => {
  const translate = createTranslator({ locale, messages: MESSAGES[locale], onError: () => {} });
  return translate(`errors.${code}` as never, refusalValues(locale, details) as never);
};

export type Failure = { code: ErrorCode; details: Details };

/**
 * What a thrown error means to the one who asked: its own code, `DB_UNAVAILABLE`, or `INTERNAL`. The error itself goes to
 * the log under the correlation id and is never shown.
 */
export const failureOf = (error: unknown, correlationId: string): Failure => {
  if (error instanceof AppError) {
    if (ERRORS[error.code] >= 500) log.error({ err: error, correlation_id: correlationId }, error.code);
    return { code: error.code, details: error.details };
  }
  const code = isConnectionLoss(error) ? "DB_UNAVAILABLE" : "INTERNAL";
  log.error({ err: error, correlation_id: correlationId }, code);
  return { code, details: {} };
};

/** An error as RFC 9457 problem details: stable code, both languages, the id to quote. */
export const problem = (code: ErrorCode, details: Details, correlationId: string): Response => {
  const status = ERRORS[code];
  const message = { fa: errorMessage("fa", code, details), en: errorMessage("en", code, details) };
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  headers.set("x-correlation-id", correlationId);
  const retryAfterS = details.retryAfterS;
  if (typeof retryAfterS === "number") headers.set("retry-after", String(retryAfterS));
  else if (status === 503) headers.set("retry-after", "5");
  if (status === 401) headers.set("www-authenticate", 'Bearer realm="takhsis"');
  const body = {
    type: `urn:takhsis:problem:${code}`,
    title: message.en,
    status,
    code,
    message,
    details,
    correlationId,
  };
  return new Response(JSON.stringify(body), { status, headers });
};
