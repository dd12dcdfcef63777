import fs from "node:fs";
import path from "node:path";
import ts from "typescript";

export const ROOT = path.resolve(import.meta.dirname, "../..");

export type Import = { from: string; typeOnly: boolean };
export type Source = {
  /** Path from the root, with slashes. */
  file: string;
  text: string;
  lines: number;
  ast: ts.SourceFile;
  /** Modules it names; those of this project as paths from the root, without extension. */
  imports: Import[];
};

const walk = (dir: string): string[] =>
  fs.readdirSync(path.join(ROOT, dir), { withFileTypes: true }).flatMap((entry) => {
    const name = `${dir}/${entry.name}`;
    if (entry.isDirectory()) return walk(name);
    return /\.tsx?$/.test(entry.name) ? [name] : [];
  });

const resolveOwn = (file: string, from: string): string => {
  if (from === "@db") return "prisma/generated/client";
  if (from.startsWith("@/")) return from.slice(2);
  return from.startsWith(".") ? path.posix.join(path.posix.dirname(file), from) : from;
};

const importsOf = (file: string, ast: ts.SourceFile): Import[] => {
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, typeOnly: boolean) => {
    if (node && ts.isStringLiteral(node)) found.push({ from: resolveOwn(file, node.text), typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(ast);
  return found;
};

/** `import type …`, or an import of nothing but `type` names. */
const isTypeOnly = (clause: ts.ImportClause | undefined): boolean => {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  return (
    !clause.name &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.every((e) => e.isTypeOnly)
  );
};

/** Every TypeScript file under these folders, parsed. */
export const readSources = (...dirs: string[]): Source[] =>
  dirs.flatMap(walk).map((file) => {
    const text = fs.readFileSync(path.join(ROOT, file), "utf8");
    const ast = ts.createSourceFile(
      file,
      text,
      ts.ScriptTarget.Latest,
      true,
      file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
    );
    return { file, text, lines: text.split("\n").length - 1, ast, imports: importsOf(file, ast) };
  });

/** All nodes of a file that satisfy a test. */
export const nodesOf = <T extends ts.Node>(source: Source, is: (node: ts.Node) => node is T): T[] => {
  const found: T[] = [];
  const visit = (node: ts.Node): void => {
    if (is(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(source.ast);
  return found;
};

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) ?? false);

export type Export = {
  name: string;
  value: ts.Expression | ts.FunctionDeclaration | null;
  documented: boolean;
};

/** Exported values (not types) with what they are made of. */
export const exportsOf = (source: Source): Export[] =>
  source.ast.statements.flatMap((statement): Export[] => {
    if (!isExported(statement)) return [];
    const documented = ts.getJSDocCommentsAndTags(statement).length > 0;
    if (ts.isFunctionDeclaration(statement))
      return [{ name: statement.name?.text ?? "default", value: statement, documented }];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.map((declaration) => ({
      name: declaration.name.getText(),
      value: declaration.initializer ?? null,
      documented,
    }));
  });

/** Name of the function that makes a value (`guarded` of `guarded(…)`), looking through one local alias. */
export const makerOf = (source: Source, value: Export["value"]): string | null => {
  if (!value || ts.isFunctionDeclaration(value)) return null;
  if (ts.isCallExpression(value)) return value.expression.getText();
  if (!ts.isIdentifier(value)) return null;
  const local = nodesOf(source, ts.isVariableDeclaration).find((d) => d.name.getText() === value.text);
  return local?.initializer && ts.isCallExpression(local.initializer)
    ? local.initializer.expression.getText()
    : null;
};

/** Whether the file starts with a directive such as `"use server"`. */
export const hasDirective = (source: Source, directive: string): boolean =>
  source.ast.statements.some(
    (s) => ts.isExpressionStatement(s) && ts.isStringLiteral(s.expression) && s.expression.text === directive,
  );

/** Whether a function is a server action by a directive of its own, past the gate. */
export function isInlineAction(node: ts.SignatureDeclaration): boolean {
  const body = "body" in node ? node.body : undefined;
  const first = body && ts.isBlock(body as ts.Node) ? (body as ts.Block).statements[0] : undefined;
  return (
    first !== undefined &&
    ts.isExpressionStatement(first) &&
    ts.isStringLiteral(first.expression) &&
    first.expression.text === "use server"
  );
}

/** The first cycle of value imports among files, as a path; empty when there is none. */
export function findCycle(files: readonly Source[]): string[] {
  const byName = new Map(files.map((source) => [source.file.replace(/\.tsx?$/, ""), source]));
  const done = new Set<string>();
  const visit = (name: string, trail: string[]): string[] => {
    if (trail.includes(name)) return [...trail.slice(trail.indexOf(name)), name];
    const source = byName.get(name);
    if (!source || done.has(name)) return [];
    for (const { from, typeOnly } of source.imports) {
      const cycle = typeOnly ? [] : visit(from, [...trail, name]);
      if (cycle.length > 0) return cycle;
    }
    done.add(name);
    return [];
  };
  for (const name of byName.keys()) {
    const cycle = visit(name, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
