import fs from "node:fs";
import path from "node:path";
import { root } from "./project.mjs";

const words = {};
const load = (language) => {
  words[language] ??= JSON.parse(
    fs.readFileSync(path.join(root, "lib/i18n", `${language}.json`), "utf8"),
  ).boot;
  return words[language];
};

/** Language of the terminal: Persian where the locale says so, else English. */
export const terminalLanguage = /^fa/i.test(
  process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || "",
)
  ? "fa"
  : "en";

/** The words under `boot.<key>` with `{name}` filled in; the key itself when there are none. */
export function text(key, values = {}, language = terminalLanguage) {
  const found = key.split(".").reduce((node, part) => node?.[part], load(language));
  const filled = (name) => (values[name] === undefined ? `{${name}}` : String(values[name]));
  return typeof found === "string" ? found.replace(/\{(\w+)\}/g, (_, name) => filled(name)) : key;
}
