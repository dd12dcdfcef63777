import { expect, test } from "vitest";
import { readSources } from "@/tests/support/source-tree";

const pages = readSources("app").filter(({ file }) => file.endsWith("/page.tsx"));

/** A page nobody ever sees draws nothing. */
const onlyRedirects = (text: string): boolean => /\bredirect\(/.test(text) && !/<[A-Z]/.test(text);

/** By the title a window, a tab and the list of what was visited are told apart. Source: WCAG 2.4.2. */
test("every page has a title of its own", () => {
  const named = /^export const (?:metadata|generateMetadata)\b[\s\S]*?\btitle:/m;
  const nameless = pages.filter(({ text }) => !named.test(text) && !onlyRedirects(text));
  expect(pages.length).toBeGreaterThan(30);
  expect(nameless.map(({ file }) => file)).toEqual([]);
});
