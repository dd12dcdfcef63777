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

const find = (node, key) => key.split(".").reduce((at, part) => at?.[part], node);

/** The words `boot.<key>`, else those of the product's own `<key>`, with `{name}` filled in; the key if there are none. */
export function text(key, values = {}, language = terminalLanguage) {
  const words = load(language);
  const found = find(words.boot, key) ?? find(words, key);
  const filled = (name) => (values[name] === undefined ? `{${name}}` : String(values[name]));
  return typeof found === "string" ? found.replace(/\{(\w+)\}/g, (_, name) => filled(name)) : key;
}
