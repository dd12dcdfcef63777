import { dataDir } from "./project.mjs";
import { text } from "./text.mjs";

/** An error a person can do something about: its words are `boot.errors.<code>`. `tail` = the last lines of a log. */
export const failure = (code, values = {}, tail = "") =>
  Object.assign(new Error(text(`errors.${code}`, values)), { code, values, tail, explained: true });

const NO_ROOM = /ENOSPC|EDQUOT|No space left on device|Disk quota exceeded/;
const NO_RIGHT = /^(EACCES|EPERM|EROFS)$/;

/** Turns what the operating system says (disk full, not allowed) into an explained failure; others stay as they are. */
export function explained(error) {
  if (error?.explained && !NO_ROOM.test(error.tail)) return error;
  const told = `${error?.code} ${error?.message} ${error?.tail ?? ""}`;
  const at = error?.values?.path ?? error?.values?.log ?? error?.path ?? dataDir;
  if (NO_ROOM.test(told)) return failure("NO_SPACE", { path: at }, error.tail);
  if (NO_RIGHT.test(error?.code)) return failure("NO_PERMISSION", { path: at });
  return error;
}

/** Prints an error (both languages on stderr; with `json` also the one document on stdout); returns the exit code 1. */
export function reportFailure(error, { json = false } = {}) {
  const e = explained(error);
  if (e?.tail) process.stderr.write(`${e.tail.trimEnd()}\n`);
  if (e?.explained) {
    for (const language of ["fa", "en"])
      process.stderr.write(`✗ ${text(`errors.${e.code}`, e.values, language)}\n`);
  } else process.stderr.write(`${e?.stack ?? e}\n`);
  if (json) {
    const message = e?.explained ? e.message : text("errors.UNEXPECTED");
    const error = { code: e?.explained ? e.code : "INTERNAL", message, details: e?.values ?? {} };
    process.stdout.write(`${JSON.stringify({ error })}\n`);
  }
  return 1;
}

/** The last lines of a log file's text. */
export const tailOf = (log, lines = 30) => log.trimEnd().split("\n").slice(-lines).join("\n");
