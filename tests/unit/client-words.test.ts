import { expect, test } from "vitest";
import { EVERYWHERE } from "@/components/staff/words";
import { hasDirective, readSources, type Source } from "@/tests/support/source-tree";

const sources = readSources("app", "components", "lib");
const byName = new Map(sources.map((source) => [source.file.replace(/\.tsx?$/, ""), source]));

/** Everything a file reaches through value imports, itself included. */
const reach = (start: Source, seen = new Set<Source>()): Set<Source> => {
  if (seen.has(start)) return seen;
  seen.add(start);
  for (const { from, typeOnly } of start.imports) {
    const next = typeOnly ? undefined : byName.get(from);
    // An action is called over the network: what it imports stays on the server.
    if (next && !hasDirective(next, "use server")) reach(next, seen);
  }
  return seen;
};

/** Namespaces that the client components of a page (or layout) take words from. */
const namespacesOf = (page: Source): Set<string> => {
  const clients = [...reach(page)].filter((source) => hasDirective(source, "use client"));
  const code = clients.flatMap((client) => [...reach(client)]);
  const names = code.flatMap(({ text }) =>
    [...text.matchAll(/useTranslations\("(\w+)/g)].map(([, name]) => name ?? ""),
  );
  return new Set(names);
};

/** Namespaces that a page's layouts, or the page itself, send to the browser. */
const sentTo = (file: string): Set<string> => {
  const parts = file.split("/").slice(0, -1);
  const layouts = parts.map((_, index) => byName.get(`${parts.slice(0, index + 1).join("/")}/layout`));
  const texts = [...layouts, byName.get(file.replace(/\.tsx?$/, ""))].map((source) => source?.text ?? "");
  const named = texts.flatMap((text) =>
    [...text.matchAll(/<Words of=\{\[([^\]]*)\]\}/g)].map(([, list]) => list ?? ""),
  );
  // The innermost one counts: a nested provider replaces the words of the outer.
  const innermost = named.at(-1) ?? "";
  return new Set([...EVERYWHERE, ...[...innermost.matchAll(/"(\w+)"/g)].map(([, name]) => name ?? "")]);
};

test("every page sends its client components the words they use", () => {
  const pages = sources.filter(({ file }) =>
    /^app\/.*\/(page|layout|error|not-found|forbidden)\.tsx$/.test(file),
  );
  const missing = pages.flatMap((page) => {
    const sent = sentTo(page.file);
    return [...namespacesOf(page)].filter((name) => !sent.has(name)).map((name) => `${page.file}: "${name}"`);
  });
  expect(missing).toEqual([]);
});
