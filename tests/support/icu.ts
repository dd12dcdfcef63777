type Reader = { text: string; at: number };

/** Arguments and rich-text tags of an ICU message, sorted: `{count}` of «{count, plural, one {# row} other {# rows}}» and `<b>`. */
export const placeholdersOf = (message: string): string[] => {
  const names = new Set<string>();
  readMessage({ text: message, at: 0 }, names);
  return [...names].sort();
};

const readMessage = (reader: Reader, names: Set<string>): void => {
  while (reader.at < reader.text.length) {
    const char = reader.text[reader.at];
    if (char === "}") return;
    if (char === "'" && /['{}<>#]/.test(reader.text[reader.at + 1] ?? "")) skipQuoted(reader);
    else if (char === "{") readArgument(reader, names);
    else {
      const tag = /^<\/?([a-z]\w*)>/.exec(reader.text.slice(reader.at));
      if (tag) names.add(`<${tag[1]}>`);
      reader.at += tag?.[0].length ?? 1;
    }
  }
};

/** `''` is an apostrophe; `'{…'` is text up to the next apostrophe. */
const skipQuoted = (reader: Reader): void => {
  const end = reader.text.indexOf("'", reader.at + 1);
  reader.at = end < 0 ? reader.text.length : end + 1;
};

/** `{name}`, `{name, number}`, `{name, plural, one {…} other {…}}`. */
const readArgument = (reader: Reader, names: Set<string>): void => {
  const head = /^\{\s*(\w+)\s*/.exec(reader.text.slice(reader.at));
  if (!head) throw new Error(`not an argument: ${reader.text.slice(reader.at, reader.at + 20)}`);
  names.add(head[1] ?? "");
  reader.at += head[0].length;
  while (reader.at < reader.text.length && reader.text[reader.at] !== "}") {
    if (reader.text[reader.at] === "{") {
      reader.at += 1;
      readMessage(reader, names);
      if (reader.text[reader.at] !== "}") throw new Error("unclosed branch");
    }
    reader.at += 1;
  }
  if (reader.text[reader.at] !== "}") throw new Error("unclosed argument");
  reader.at += 1;
};
