import { isConnectionLoss } from "@/lib/db/tx";
import { refusalValues } from "@/lib/i18n/refusal";
import { log } from "@/lib/log";
import { AppError } from "@/lib/shared/errors";
import { isUsage } from "./command";
import type { Words } from "./words";

type Refusal = {
  error: { code: string; message: string; details: Readonly<Record<string, unknown>> };
  lines: readonly string[];
};

const explain = (code: string, details: Readonly<Record<string, unknown>>, words: Words): Refusal => {
  const message = words.t(`errors.${code}`, refusalValues(words.locale, details));
  const facts = Object.keys(details).length > 0 ? [`  ${JSON.stringify(details)}`] : [];
  return { error: { code, message, details }, lines: [`✗ ${code}: ${message}`, ...facts] };
};

/** Turns whatever was thrown into the document and the lines of a refusal; only known codes tell their reason. */
export const refusalOf = (error: unknown, words: Words, stopped: boolean): Refusal => {
  if (isUsage(error)) {
    const message = words.t(`cli.usage.${error.key}`, error.values);
    return {
      error: { code: "USAGE", message, details: error.values },
      lines: [`✗ ${message}`, words.t("cli.usage.seeHelp")],
    };
  }
  if (error instanceof AppError) return explain(error.code, error.details, words);
  if (stopped) {
    const message = words.t("cli.stopped");
    return { error: { code: "STOPPED", message, details: {} }, lines: [message] };
  }
  if (isConnectionLoss(error)) return explain("DB_UNAVAILABLE", {}, words);
  log.error({ err: error }, "command failed");
  return explain("INTERNAL", {}, words);
};
