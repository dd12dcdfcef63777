type Attributes = Readonly<Record<string, string>>;

const NAMED: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const each = (char: string): string => NAMED[char] ?? `&#${char.charCodeAt(0)};`;

/** Text as it was read, written again: what XML would take otherwise is named, everything else stays as it came. */
export const copyText = (text: string): string => text.replace(/[&<>\r]/g, each);

/** An opening tag as it was read, with these attributes. */
export const copyTag = (raw: string, attributes: Attributes): string => {
  const list = Object.entries(attributes).map(
    ([name, value]) => ` ${name}="${value.replace(/[&<>"\t\n\r]/g, each)}"`,
  );
  return `<${raw}${list.join("")}>`;
};

/** Prefix of a name with its colon, or nothing. */
export const prefixOf = (raw: string): string => raw.slice(0, raw.indexOf(":") + 1);
