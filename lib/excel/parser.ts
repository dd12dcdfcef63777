import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { AppError } from "@/lib/shared/errors";
import { env } from "../env";
import { fileError, LIMITS } from "./limits";
import type { ParserAnswer, ParserRequest, SheetFacts } from "./parser-protocol";
import type { Sheet, Workbook } from "./read";
import type { SheetRow } from "./sheet";

/** A process that reads one workbook. `close` ends it, whatever it is doing. */
export type Parser = {
  readonly open: (bytes: Uint8Array, filename: string) => Promise<Workbook>;
  readonly close: () => void;
};

type Caps = { readonly heapMb: number; readonly silenceMs: number };

/**
 * Starts a process for reading one workbook that somebody else made: a heap of its own, no secrets in its environment, and
 * no patience without end. Whatever such a file does, it ends as one of the codes of a file (`PARSE_LIMIT` when memory or
 * time ran out), and nobody but that process is hurt. A thread would not do: some ways of running out of memory in one end
 * the whole process. Source: Contracts §5.
 */
export const startParser = (caps: Partial<Caps> = {}): Parser => {
  const { heapMb = env.PARSE_HEAP_MB, silenceMs = LIMITS.parseSilenceMs } = caps;
  const child = fork(entryFile(), {
    execArgv: [`--max-old-space-size=${heapMb}`, "--max-semi-space-size=16"],
    env: bareEnvironment(),
    serialization: "advanced",
    stdio: ["pipe", "ignore", "ignore", "ipc"],
  });
  const inbox = inboxOf(child, silenceMs);
  const ask = (request: ParserRequest): void => {
    // A process that has ended answers nothing; the inbox tells why.
    if (child.connected) child.send(request, () => undefined);
  };
  const reader = sheetReader(inbox, ask);
  return {
    open: async (bytes, filename) => {
      child.stdin?.on("error", () => undefined);
      child.stdin?.end(bytes);
      ask({ ask: "open", filename });
      const answer = await inbox.next();
      if (answer.say !== "book") throw failureOf(answer);
      return { format: answer.format, sheets: answer.sheets.map((sheet, i) => reader(sheet, i)) };
    },
    close: inbox.close,
  };
};

const ENTRY = "parser-entry.mjs";

/**
 * The first file of the process. Beside this one where code runs as it is written; a bundle of the console lies elsewhere,
 * and the console runs in the project's folder.
 */
const entryFile = (): string => {
  const beside = path.join(path.dirname(fileURLToPath(import.meta.url)), ENTRY);
  return existsSync(beside)
    ? beside
    : path.join(/* turbopackIgnore: true */ process.cwd(), "lib/excel", ENTRY);
};

/** What a Node process needs to start: nothing of ours. */
const bareEnvironment = (): NodeJS.ProcessEnv => {
  const kept = ["PATH", "HOME", "TMPDIR", "TMP", "TEMP", "SystemRoot", "TZ", "NODE_ENV"];
  return Object.fromEntries(
    kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  ) as NodeJS.ProcessEnv;
};

type Inbox = { readonly next: () => Promise<ParserAnswer>; readonly close: () => void };

/** How the process ended by itself: out of memory, or for a reason that is ours. */
type Ended = "memory" | Error;

/** V8 aborts when its heap is full, the system kills when its own memory is; anything else is a fault in the program. */
const ranOut = (code: number | null, signal: string | null): boolean => signal !== null || code === 134;

/** Answers in the order in which they came. Throws `PARSE_LIMIT` when the process is silent for too long or has ended. */
const inboxOf = (child: ChildProcess, silenceMs: number): Inbox => {
  const answers: ParserAnswer[] = [];
  let ended: Ended | null = null;
  let wake: () => void = () => undefined;
  child.on("message", (answer: ParserAnswer) => {
    answers.push(answer);
    wake();
  });
  const end = (how: Ended): void => {
    ended ??= how;
    wake();
  };
  child.on("exit", (code, signal) =>
    end(ranOut(code, signal) ? "memory" : new Error(`parser ended: ${code}`)),
  );
  child.on("error", end);
  const close = (): void => void child.kill("SIGKILL");
  const next = async (): Promise<ParserAnswer> => {
    const silentAt = Date.now() + silenceMs;
    for (;;) {
      const answer = answers.shift();
      if (answer !== undefined) return answer;
      const left = silentAt - Date.now();
      if (ended instanceof Error) throw ended;
      if (ended !== null || left <= 0) {
        close();
        throw fileError("PARSE_LIMIT", { limit: ended ?? "time" });
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  return { next, close };
};

const failureOf = (answer: ParserAnswer): Error => {
  if (answer.say === "refused") return new AppError(answer.code, answer.details);
  return new Error(answer.say === "broken" ? answer.message : `parser said ${answer.say}`);
};

/** Sheets whose rows come from the process; one is read at a time, and leaving one early is fine. */
const sheetReader = (inbox: Inbox, ask: (request: ParserRequest) => void) => {
  let readings = 0;
  return ({ name, hidden }: { name: string; hidden: boolean }, sheet: number): Sheet => {
    let facts: SheetFacts = { merged: [], hiddenColumns: [] };
    async function* rows(): AsyncGenerator<SheetRow[]> {
      readings += 1;
      const reading = readings;
      ask({ ask: "read", sheet, reading });
      try {
        for (;;) {
          const answer = await inbox.next();
          if (answer.say !== "rows" && answer.say !== "end") throw failureOf(answer);
          if (answer.reading !== reading) continue;
          if (answer.say === "end") {
            facts = answer.facts;
            return;
          }
          ask({ ask: "more" });
          yield answer.rows;
        }
      } finally {
        ask({ ask: "leave" });
      }
    }
    return { name, hidden, rows, facts: () => facts };
  };
};
