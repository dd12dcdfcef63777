import { type Command, optionNames } from "./command";
import type { Words } from "./words";

const call = (spec: Command): string => {
  const options = optionNames(spec).map(({ name, flag, needed }) => {
    const text = flag ? `--${name}` : `--${name} ${name.toUpperCase().replaceAll("-", "_")}`;
    return needed ? text : `[${text}]`;
  });
  return [spec.name, ...spec.args.map((arg) => arg.toUpperCase()), ...options].join(" ");
};

const keyOf = (name: string): string =>
  name.replaceAll(/[ -](\w)/g, (_, letter: string) => letter.toUpperCase());

/** Help of one command: how it is called, what it does, and a note on options that need one. */
export const helpOf = (spec: Command, words: Words): readonly string[] => {
  const key = `cli.commands.${keyOf(spec.name)}`;
  const notes = words.has(`${key}Notes`) ? words.t(`${key}Notes`).split("\n") : [];
  return [`takhsis ${call(spec)}`, "", words.t(key), ...notes];
};

/** One line per command. */
export const overview = (commands: readonly Command[], words: Words): readonly string[] => {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    words.t("cli.help.title"),
    "",
    ...commands.map(({ name }) => `  ${name.padEnd(width)}  ${words.t(`cli.commands.${keyOf(name)}`)}`),
    "",
    ...words.t("cli.help.footer").split("\n"),
  ];
};
