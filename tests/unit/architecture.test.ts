import ts from "typescript";
import { describe, expect, test } from "vitest";
import {
  exportsOf,
  findCycle,
  hasDirective,
  isInlineAction,
  makerOf,
  nodesOf,
  readSources,
  type Source,
} from "@/tests/support/source-tree";

const sources = readSources("lib", "app", "components", "bin");
const lib = sources.filter(({ file }) => file.startsWith("lib/"));
const app = sources.filter(({ file }) => file.startsWith("app/"));
const components = sources.filter(({ file }) => file.startsWith("components/"));

const CONTEXTS = ["intake", "student", "mentor", "allocation", "counter", "reporting", "lists"];
/** Who may touch the outside in a context; every other file is pure. */
const FIXED = ["schema", "queries", "commands", "sql", "actions", "jobs"];
/** Imports point down: a room imports itself and rooms of a lower number. Source: Contracts §10. */
const LEVEL: Readonly<Record<string, number>> = {
  shared: 0,
  i18n: 0,
  env: 1,
  log: 1,
  db: 1,
  auth: 1,
  jobs: 1,
  excel: 1,
  counter: 2,
  student: 2,
  mentor: 2,
  allocation: 3,
  intake: 4,
  reporting: 4,
  // What is said of every list alike, so it knows them all.
  lists: 5,
};
const MACHINERY = 1;

const roomOf = (file: string): string | null => /^lib\/([\w-]+)/.exec(file)?.[1] ?? null;
const nameOf = (file: string): string =>
  file
    .split("/")
    .at(-1)
    ?.replace(/\.tsx?$/, "") ?? "";
const isPure = (file: string): boolean => {
  const room = roomOf(file);
  if (room === "shared") return true;
  return room !== null && CONTEXTS.includes(room) && !FIXED.includes(nameOf(file));
};

/** One line per breach, so that the failure names file and rule. */
const breaches = (files: readonly Source[], look: (source: Source) => readonly string[]): string[] =>
  files.flatMap((source) => look(source).map((what) => `${source.file}: ${what}`));

describe("files and names", () => {
  test("rooms of lib are those of the house", () => {
    expect(breaches(lib, ({ file }) => ((roomOf(file) ?? "") in LEVEL ? [] : ["unknown room"]))).toEqual([]);
  });

  test("names are kebab-case and say what the file decides", () => {
    const banned = /^(utils?|helpers?|common|types?|constants?|services?|misc|index)$/;
    const look = ({ file }: Source) => {
      const name = nameOf(file);
      if (banned.test(name)) return ["a name that says nothing"];
      return /^[a-z0-9]+([.-][a-z0-9]+)*$/.test(name) ? [] : ["not kebab-case"];
    };
    expect(breaches(sources, look)).toEqual([]);
  });

  test("no file is longer than 300 lines", () => {
    expect(breaches(sources, ({ lines }) => (lines > 300 ? [`${lines} lines`] : []))).toEqual([]);
  });

  test("what lib exports says in a sentence what it is", () => {
    const told = lib.filter(({ file }) => !["actions", "schema"].includes(nameOf(file)));
    const look = (source: Source) =>
      exportsOf(source).flatMap(({ name, documented }) => (documented ? [] : [`${name} has no docstring`]));
    expect(breaches(told, look)).toEqual([]);
  });
});

describe("imports", () => {
  test("point down, from room to room", () => {
    const look = ({ file, imports }: Source) => {
      const own = roomOf(file);
      return imports.flatMap(({ from }) => {
        const other = roomOf(from);
        if (!own || !other || other === own) return [];
        const [here = 0, there = 0] = [LEVEL[own], LEVEL[other]];
        // The machinery is one floor: the gate needs the database, jobs need the gate.
        return there < here || (here === MACHINERY && there === MACHINERY)
          ? []
          : [`imports upwards or sideways: ${from}`];
      });
    };
    expect(breaches(lib, look)).toEqual([]);
  });

  test("lib knows nothing of pages and components", () => {
    const look = ({ imports }: Source) =>
      imports.flatMap(({ from }) => (/^(app|components|bin)\//.test(from) ? [from] : []));
    expect(breaches(lib, look)).toEqual([]);
  });

  test("make no cycle", () => {
    expect(findCycle(lib)).toEqual([]);
  });

  test("of pure files touch nothing outside", () => {
    const outside =
      /^(prisma\/|next($|\/|-)|react|exceljs|pg($|\/)|graphile|node:|lib\/(db|auth\/(?!permissions)|jobs|excel|env|log))/;
    const look = ({ imports }: Source) =>
      imports.flatMap(({ from, typeOnly }) => (!typeOnly && outside.test(from) ? [`imports ${from}`] : []));
    expect(
      breaches(
        lib.filter(({ file }) => isPure(file)),
        look,
      ),
    ).toEqual([]);
  });

  test("of the database stay with queries, commands, sql, the gate and the jobs", () => {
    // An export's rows are read from one snapshot while its files are written: the reading is the work of that job.
    const excepted = ["lib/reporting/jobs.ts"];
    const mayRead = (file: string) =>
      excepted.includes(file) ||
      /^lib\/(db|auth|jobs)\//.test(file) ||
      /\/(queries|commands|sql)\.ts$/.test(file) ||
      file.startsWith("bin/");
    const look = ({ imports }: Source) =>
      imports.flatMap(({ from, typeOnly }) =>
        !typeOnly && /^(lib\/db\/(?!digest)|prisma\/generated)/.test(from) ? [`imports ${from}`] : [],
      );
    expect(
      breaches(
        sources.filter(({ file }) => !mayRead(file)),
        look,
      ),
    ).toEqual([]);
  });

  test("of components take from lib only shapes, actions, pure files, words and types", () => {
    const may = (from: string) =>
      isPure(from) ||
      /^lib\/i18n\//.test(from) ||
      /\/(schema|actions)$/.test(from) ||
      from === "lib/auth/permissions";
    const look = ({ imports }: Source) =>
      imports.flatMap(({ from, typeOnly }) =>
        !typeOnly && from.startsWith("lib/") && !may(from) ? [`imports ${from}`] : [],
      );
    expect(breaches(components, look)).toEqual([]);
  });

  test("of components/ui need no context: it could ship in another product", () => {
    const ui = components.filter(({ file }) => file.startsWith("components/ui/"));
    // An address (a list, what stands open on it) is read alike by pages, saved views and downloads; typed digits as everywhere.
    const own = /^(lib\/(?!i18n\/|shared\/(?:view|panel|text)$)|components\/(?!ui\/))/;
    expect(
      breaches(ui, ({ imports }) =>
        imports.flatMap(({ from }) => (own.test(from) ? [`imports ${from}`] : [])),
      ),
    ).toEqual([]);
  });
});

describe("purity", () => {
  test("pure files read no clock, environment or randomness", () => {
    const outside =
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bperformance\.now\(|\bcrypto\./;
    const look = ({ ast }: Source) => {
      const code = ts.createPrinter({ removeComments: true }).printFile(ast);
      const found = outside.exec(code);
      return found ? [`uses ${found[0]}`] : [];
    };
    expect(
      breaches(
        lib.filter(({ file }) => isPure(file)),
        look,
      ),
    ).toEqual([]);
  });
});

describe("safety", () => {
  test("a transaction is opened in one place", () => {
    const look = (source: Source) =>
      source.file === "lib/db/tx.ts" ||
      nodesOf(source, ts.isPropertyAccessExpression).every((n) => n.name.text !== "$transaction")
        ? []
        : ["opens a transaction of its own"];
    expect(breaches(sources, look)).toEqual([]);
  });

  test("every route handler is built by the gate", () => {
    const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    const look = (source: Source) =>
      exportsOf(source)
        .filter(({ name }) => methods.includes(name))
        .flatMap(({ name, value }) =>
          ["guarded", "open"].includes(makerOf(source, value) ?? "") ? [] : [`${name} is not guarded`],
        );
    expect(
      breaches(
        app.filter(({ file }) => nameOf(file) === "route"),
        look,
      ),
    ).toEqual([]);
  });

  test("every server action is built by the gate", () => {
    const makers = ["action", "selfAction", "openAction"];
    const look = (source: Source) =>
      exportsOf(source).flatMap(({ name, value }) =>
        makers.includes(makerOf(source, value) ?? "") ? [] : [`${name} is not gated`],
      );
    expect(
      breaches(
        sources.filter((source) => hasDirective(source, "use server")),
        look,
      ),
    ).toEqual([]);
    expect(
      breaches(
        lib.filter(({ file }) => nameOf(file) === "actions"),
        (s) => (hasDirective(s, "use server") ? [] : ["no directive"]),
      ),
    ).toEqual([]);
    expect(
      breaches(sources, (s) =>
        nodesOf(s, ts.isFunctionLike).some(isInlineAction) ? ["an inline server action"] : [],
      ),
    ).toEqual([]);
  });

  test("every page asks for its permission itself", () => {
    const open = ["app/(auth)/login/page.tsx", "app/setup/page.tsx"];
    const look = ({ file, text }: Source) =>
      open.includes(file) || /\brequire(Permission|Staff)\(/.test(text) ? [] : ["asks for nothing"];
    expect(
      breaches(
        app.filter(({ file }) => file.endsWith("/page.tsx")),
        look,
      ),
    ).toEqual([]);
  });

  test("a name that Next gives a meaning to has it", () => {
    const reserved = /^(page|layout|template|loading|error|default|not-found|forbidden|unauthorized)$/;
    const look = ({ file }: Source) =>
      file.endsWith(".ts") && reserved.test(nameOf(file))
        ? ["Next takes it for a page: choose another name"]
        : [];
    expect(breaches(app, look)).toEqual([]);
  });

  test("what is fetched when asked for leaves the page around it in sight", () => {
    // Without a boundary of its own the nearest one shows its skeleton meanwhile: the list blinks, and the focus is lost.
    const isLate = (node: ts.Node): node is ts.CallExpression =>
      ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "dynamic";
    const look = (source: Source) =>
      nodesOf(source, isLate)
        .filter(({ arguments: [, options] }) => options === undefined)
        .map(() => "next/dynamic without { ssr: false }");
    expect(breaches(components, look)).toEqual([]);
  });

  test("nothing is typed any, and the only class is AppError", () => {
    const look = (source: Source) => {
      const isAny = (node: ts.Node): node is ts.KeywordTypeNode => node.kind === ts.SyntaxKind.AnyKeyword;
      const classes = nodesOf(source, ts.isClassDeclaration).filter((c) => c.name?.text !== "AppError");
      const hushed = /@ts-(ignore|expect-error|nocheck)/.test(source.text) ? ["silences the compiler"] : [];
      return [
        ...nodesOf(source, isAny).map(() => "any"),
        ...classes.map((c) => `class ${c.name?.text}`),
        ...hushed,
      ];
    };
    expect(breaches(sources, look)).toEqual([]);
  });
});
