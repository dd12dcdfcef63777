import ts from "typescript";
import { expect, test } from "vitest";
import { nodesOf, readSources, type Source } from "@/tests/support/source-tree";

const console_ = readSources("app", "components");
const everything = [...console_, ...readSources("lib")];

/** Names a file gives to what makes texts: `t` of `const t = useTranslations(…)`, also of several at once. */
const makersOf = (source: Source): ReadonlySet<string> => {
  const makers = nodesOf(source, ts.isVariableDeclaration).flatMap(({ name, initializer }) => {
    const made = initializer?.getText() ?? "";
    if (ts.isIdentifier(name))
      return /^(await )?\(?(await )?(use|get|create)Transla\w+\(/.test(made) ? [name.text] : [];
    const asked = /^await Promise\.all\(\[([\s\S]*)\]\)$/.exec(made)?.[1]?.split(/,\s*(?![^(]*\))/) ?? [];
    return ts.isArrayBindingPattern(name)
      ? name.elements.flatMap((one, at) =>
          asked[at]?.trim().startsWith("getTranslations") ? [one.getText()] : [],
        )
      : [];
  });
  return new Set(makers);
};

/** Whether an expression is a text of the product, or may become one. */
const isText = (node: ts.Expression, makers: ReadonlySet<string>): boolean => {
  if (ts.isParenthesizedExpression(node)) return isText(node.expression, makers);
  if (ts.isConditionalExpression(node))
    return isText(node.whenTrue, makers) || isText(node.whenFalse, makers);
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && makers.has(node.expression.text);
};

const at = (source: Source, node: ts.Node): string => {
  const { line } = source.ast.getLineAndCharacterOfPosition(node.getStart());
  return `${source.file}:${line + 1} ${node.getText().slice(0, 60)}`;
};

/** Templates and sums with a text of the product as one part among others. */
const gluedOf = (source: Source): string[] => {
  const makers = makersOf(source);
  const templates = nodesOf(source, ts.isTemplateExpression).filter(({ templateSpans }) =>
    templateSpans.some(({ expression }) => isText(expression, makers)),
  );
  const sums = nodesOf(source, ts.isBinaryExpression).filter(
    ({ operatorToken, left, right }) =>
      operatorToken.kind === ts.SyntaxKind.PlusToken && (isText(left, makers) || isText(right, makers)),
  );
  return [...templates, ...sums].map((node) => at(source, node));
};

const isMark = (node: ts.Node | undefined): boolean =>
  node !== undefined && (ts.isStringLiteralLike(node) || ts.isJsxText(node)) && /[·،؛]/.test(node.text);

/** Lists joined by a mark of a language, or by one that depends on the language. */
const joinedOf = (source: Source, isForbidden: (mark: ts.Expression | undefined) => boolean): string[] =>
  nodesOf(source, ts.isCallExpression)
    .filter(
      ({ expression, arguments: [mark] }) =>
        ts.isPropertyAccessExpression(expression) &&
        expression.name.text === "join" &&
        !/^(path|Prisma)$/.test(expression.expression.getText()) &&
        isForbidden(mark),
    )
    .map((node) => at(source, node));

const isByLanguage = (mark: ts.Expression | undefined): boolean =>
  mark !== undefined && !ts.isStringLiteralLike(mark);

test("no text of the product is a part of a template or of a sum: a message has places for its values", () => {
  expect(everything.flatMap(gluedOf)).toEqual([]);
});

test("lists that people read are joined by their language, not by a mark in the code", () => {
  const marked = (mark: ts.Expression | undefined) =>
    isMark(mark) || isByLanguage(mark) || (mark !== undefined && /^"(, | و | and )"$/.test(mark.getText()));
  expect(console_.flatMap((source) => joinedOf(source, marked))).toEqual([]);
  expect(everything.flatMap((source) => joinedOf(source, isByLanguage))).toEqual([]);
});

test("the point between two facts is drawn by what sets facts side by side, not written between them", () => {
  const pages = console_.filter(({ file }) => file.endsWith(".tsx") && file !== "app/global-error.tsx");
  const written = pages.flatMap((source) => [
    ...nodesOf(source, ts.isJsxText)
      .filter(isMark)
      .map((node) => at(source, node)),
    ...nodesOf(source, ts.isTemplateExpression)
      .filter(({ head, templateSpans }) =>
        [head, ...templateSpans.map((span) => span.literal)].some(({ text }) => / [·،؛] /.test(text)),
      )
      .map((node) => at(source, node)),
    ...nodesOf(source, ts.isStringLiteral)
      .filter((node) => / [·،؛] /.test(node.text))
      .map((node) => at(source, node)),
  ]);
  expect(written).toEqual([]);
});
