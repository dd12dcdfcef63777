import ts from "typescript";
import { expect, test } from "vitest";
import { nodesOf, readSources, type Source } from "@/tests/support/source-tree";

const pages = readSources("app").filter(({ file }) => file.endsWith("/page.tsx"));

/** A page nobody ever sees draws nothing. */
const onlyRedirects = (text: string): boolean => /\bredirect\(/.test(text) && !/<[A-Z]/.test(text);

/** Whether what a page exports as its metadata has a title in it. */
const hasTitle = (source: Source): boolean =>
  nodesOf(source, ts.isVariableDeclaration)
    .filter(({ name }) => /^(metadata|generateMetadata)$/.test(name.getText()))
    .some(({ initializer }) => {
      const titles = nodesOf(source, ts.isPropertyAssignment).filter(
        ({ name }) => name.getText() === "title",
      );
      return titles.some(
        (one) => initializer !== undefined && one.pos >= initializer.pos && one.end <= initializer.end,
      );
    });

/** By the title a window, a tab and the list of what was visited are told apart. Source: WCAG 2.4.2. */
test("every page has a title of its own", () => {
  const nameless = pages.filter((page) => !hasTitle(page) && !onlyRedirects(page.text));
  expect(pages.length).toBeGreaterThan(30);
  expect(nameless.map(({ file }) => file)).toEqual([]);
});
