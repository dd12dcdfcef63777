/** A section of the user guide: the id pages refer to, its heading, and its Markdown. */
export type GuideSection = { readonly id: string; readonly title: string; readonly text: string };

const SECTION = /^<a id="([a-z-]+)"><\/a>\n\n## (.+)\n/gm;

/** The sections of a guide in their order. Each begins with an anchor of its own, the same in every language, and a heading. */
export const sectionsOf = (markdown: string): GuideSection[] => {
  const heads = [...markdown.matchAll(SECTION)];
  return heads.map((head, i) => ({
    id: head[1] ?? "",
    title: head[2] ?? "",
    text: markdown.slice(head.index + head[0].length, heads[i + 1]?.index).trim(),
  }));
};

/** What stands before the first section, without the title. */
export const introOf = (markdown: string): string =>
  (markdown.split('<a id="', 1)[0] ?? "").replace(/^# .+\n/, "").trim();
