import { systemActor } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { runJobsInThisProcess } from "@/lib/jobs/queue";
import { log } from "@/lib/log";
import packageJson from "@/package.json";
import type { Boot } from "../boot/command.mjs";
import { type Command, isUsage, type Outcome, readInput, usage } from "./command";
import { GROUPS, loadAll } from "./groups";
import { helpOf, overview } from "./help";
import { refusalOf } from "./refusal";
import { languageOf, loadWords, type Words } from "./words";

/** Where the answer goes: one JSON document or lines for people on `out`, everything else on `err`. */
export type Terminal = { out: (text: string) => void; err: (text: string) => void };

const TERMINAL: Terminal = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

type Asked = { words: readonly string[]; json: boolean; help: boolean; lang: string | undefined };

/** The global options may stand anywhere; what is left is read strictly by the command. */
const readGlobals = (argv: readonly string[]): Asked => {
  const words: string[] = [];
  const asked = { json: false, help: false, lang: undefined as string | undefined };
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i] ?? "";
    if (word === "--json") asked.json = true;
    else if (word === "--help" || word === "-h") asked.help = true;
    else if (word === "--lang") asked.lang = argv[++i];
    else if (word.startsWith("--lang=")) asked.lang = word.slice(7);
    else words.push(word);
  }
  return { words, ...asked };
};

/** The command whose name the words begin with, and how many of them it takes. Throws `Usage`. */
const findCommand = async (words: readonly string[]): Promise<{ found: Command; taken: number }> => {
  const [noun = "", verb = ""] = words;
  const group = Object.hasOwn(GROUPS, noun) ? GROUPS[noun as keyof typeof GROUPS] : null;
  if (!group) throw usage("unknownCommand", { word: noun });
  const commands: readonly Command[] = await group();
  const found =
    commands.find((spec) => spec.name === `${noun} ${verb}`) ?? commands.find((spec) => spec.name === noun);
  if (!found) throw usage(verb ? "unknownCommand" : "incomplete", { word: `${noun} ${verb}`.trim() });
  return { found, taken: found.name.split(" ").length };
};

const perform = async (asked: Asked, boot: Boot, words: Words): Promise<Outcome> => {
  const [noun] = asked.words;
  if (asked.words.includes("--version") || noun === "-v")
    return { document: { version: packageJson.version }, lines: [packageJson.version] };
  if (noun === undefined || noun.startsWith("-") || noun === "help") {
    const name = asked.words.slice(1).filter((word) => !word.startsWith("-"));
    const help =
      name.length > 0 ? helpOf((await findCommand(name)).found, words) : overview(await loadAll(), words);
    return { document: { help }, lines: help, code: noun === undefined && !asked.help ? 2 : 0 };
  }
  const { found, taken } = await findCommand(asked.words);
  if (asked.help) return { document: { help: helpOf(found, words) }, lines: helpOf(found, words) };
  const input = readInput(found, asked.words.slice(taken));
  if (found.database) await boot.openDatabase();
  if (found.name !== "worker") {
    runJobsInThisProcess(boot.signal);
    // A person at a terminal reads the answer, not the jobs behind it; LOG_LEVEL brings them back.
    log.level = process.env.LOG_LEVEL || "warn";
  }
  const staff = systemActor("cli", `cli-${newId()}`);
  return await found.run(input, { boot, staff, json: asked.json, words });
};

/** The command line; returns the exit code: 0 done, 1 refused, 2 wrong call, 130 told to stop. Source: Contracts §7. */
export const main = async (argv: string[], boot: Boot, terminal: Terminal = TERMINAL): Promise<number> => {
  const asked = readGlobals(argv);
  const words = await loadWords(languageOf(asked.lang));
  const print = (document: unknown) => terminal.out(`${JSON.stringify(document)}\n`);
  try {
    const outcome = await perform(asked, boot, words);
    if (asked.json) print(outcome.document);
    else for (const line of outcome.lines) terminal.out(`${line}\n`);
    return outcome.code ?? 0;
  } catch (error) {
    // What the start-up has to say about itself it says in both languages.
    if ((error as { explained?: boolean } | null)?.explained) throw error;
    const refusal = refusalOf(error, words, boot.signal.aborted);
    if (asked.json) print({ error: refusal.error });
    for (const line of refusal.lines) terminal.err(`${line}\n`);
    return isUsage(error) ? 2 : boot.signal.aborted ? 130 : 1;
  }
};
