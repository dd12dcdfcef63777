import { parseArgs } from "node:util";
import { z } from "zod";
import type { Can, Permission } from "@/lib/auth/permissions";
import type { Boot } from "../boot/command.mjs";
import type { Words } from "./words";

/** A call of the command line that makes no sense: exit code 2. `key` names its words under `cli.usage`. */
export type Usage = { readonly usage: true; readonly key: string; readonly values: Record<string, string> };

/** Throw this for a wrong call. */
export const usage = (key: string, values: Record<string, string> = {}): Usage => ({
  usage: true,
  key,
  values,
});

export const isUsage = (error: unknown): error is Usage => (error as Partial<Usage> | null)?.usage === true;

export type Call = {
  boot: Boot;
  /** The command line acts for whoever may run it on this machine: it sees and may do everything. */
  staff: Can<Permission>;
  json: boolean;
  words: Words;
};

/** What a command answers: the one JSON document, and the same for people, line by line. */
export type Outcome = { document: unknown; lines: readonly string[]; code?: number };

export type Command = {
  /** `run list`: the words that call it. */
  name: string;
  /** Names of the positional arguments, in order. */
  args: readonly string[];
  options: Readonly<Record<string, z.ZodType>>;
  /** Whether the database is opened (and started, if need be) first. */
  database: boolean;
  run: (input: Readonly<Record<string, unknown>>, call: Call) => Promise<Outcome>;
};

type Spec<Shape extends Record<string, z.ZodType>> = {
  name: string;
  args?: readonly (keyof Shape & string)[];
  /** Every argument and option, in camel case; `--dry-run` is `dryRun`. A boolean is a flag. */
  input: Shape;
  database?: false;
  run: (input: z.output<z.ZodObject<Shape>>, call: Call) => Promise<Outcome>;
};

/** Describes a command; `run` gets what its schema made of the words. */
export const command = <Shape extends Record<string, z.ZodType>>(spec: Spec<Shape>): Command => ({
  name: spec.name,
  args: spec.args ?? [],
  options: spec.input,
  database: spec.database ?? true,
  run: (input, call) => spec.run(input as z.output<z.ZodObject<Shape>>, call),
});

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const isFlag = (schema: z.ZodType): boolean => schema.safeParse(true).success;

/** `--year`, `--dry-run` …: the options of a command as people type them. */
export const optionNames = (spec: Command): { name: string; flag: boolean; needed: boolean }[] =>
  Object.entries(spec.options)
    .filter(([name]) => !spec.args.includes(name))
    .map(([name, schema]) => ({
      name: kebab(name),
      flag: isFlag(schema),
      needed: !schema.safeParse(undefined).success,
    }));

/** Reads the words after a command's name. Throws `Usage` for an unknown option, a missing or an unreadable value. */
export const readInput = (spec: Command, argv: readonly string[]): Record<string, unknown> => {
  const names = Object.keys(spec.options).filter((name) => !spec.args.includes(name));
  const typed = Object.fromEntries(
    names.map((name) => [
      kebab(name),
      { type: isFlag(spec.options[name] as z.ZodType) ? ("boolean" as const) : ("string" as const) },
    ]),
  );
  const { values, positionals } = strictly(() =>
    parseArgs({ args: [...argv], options: typed, allowPositionals: true, strict: true }),
  );
  if (positionals.length > spec.args.length)
    throw usage("tooMany", { word: positionals[spec.args.length] ?? "" });
  const given: Record<string, unknown> = Object.fromEntries(
    names.map((name) => [name, (values as Record<string, unknown>)[kebab(name)]]),
  );
  for (const [i, name] of spec.args.entries()) given[name] = positionals[i];
  const parsed = z.object(spec.options).safeParse(given);
  if (parsed.success) return parsed.data;
  const field = String(parsed.error.issues[0]?.path[0] ?? "");
  const name = spec.args.includes(field) ? field.toUpperCase() : `--${kebab(field)}`;
  throw given[field] === undefined
    ? usage("missing", { name })
    : usage("invalid", { name, value: String(given[field]) });
};

const strictly = <T>(parse: () => T): T => {
  try {
    return parse();
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    const word = /'([^']*)'/.exec(message)?.[1] ?? "";
    if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") throw usage("unknownOption", { word });
    if (code.startsWith("ERR_PARSE_ARGS")) throw usage("badOption", { word });
    throw error;
  }
};
