import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { openApiDocument } from "@/app/api/v1/contract/openapi";
import { OPERATIONS } from "@/app/api/v1/contract/operations";

const ROOT = path.resolve("app/api/v1");

type Route = { method: string; path: string; permission: string | null };

/** What the route files offer: the address from the folders, the method and the gate from the source. */
const routesBelow = (folder: string): Route[] =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return routesBelow(full);
    if (entry.name !== "route.ts") return [];
    const address = path.relative(ROOT, folder).replaceAll(/\[(\w+)\]/g, "{$1}");
    const source = fs.readFileSync(full, "utf8");
    return [
      ...source.matchAll(/export const (GET|POST|PUT|PATCH|DELETE) = (guarded|open)\(\s*(?:"([^"]+)")?/g),
    ].map(([, method = "", , permission]) => ({
      method: method.toLowerCase(),
      path: `/${address}`,
      permission: permission ?? null,
    }));
  });

const key = ({ method, path: address, permission }: Route) => `${method} ${address} ${permission}`;

test("every route file is in the contract with its gate, and the contract names nothing else", () => {
  const files = routesBelow(ROOT).map(key).sort();
  const written = OPERATIONS.map(({ method, path: address, permission }) =>
    key({ method, path: address, permission }),
  ).sort();
  expect(files).toEqual(written);
});

test("every exported method of a route file is built by the gate", () => {
  const unguarded = (folder: string): string[] =>
    fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const full = path.join(folder, entry.name);
      if (entry.isDirectory()) return unguarded(full);
      if (entry.name !== "route.ts") return [];
      const exported = [
        ...fs
          .readFileSync(full, "utf8")
          .matchAll(/export (?:const|async function|function) (\w+)( = (?:guarded|open)\()?/g),
      ];
      return exported
        .filter(([, name, gate]) => !gate && name !== "dynamic")
        .map(([, name]) => `${full} ${name}`);
    });
  expect(unguarded(ROOT)).toEqual([]);
});

test("the document is OpenAPI 3.1 whose references all lead somewhere", () => {
  const document = JSON.parse(JSON.stringify(openApiDocument("1.2.3")));
  expect(document.openapi).toBe("3.1.0");
  const ids = OPERATIONS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const follow = (reference: string) =>
    reference
      .slice(2)
      .split("/")
      .reduce((node: unknown, part) => (node as Record<string, unknown>)?.[part], document);
  const walk = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [name, value] of Object.entries(node)) {
      if (name === "$ref" && typeof value === "string") expect(follow(value), value).toBeDefined();
      walk(value);
    }
  };
  walk(document);
  for (const [address, methods] of Object.entries<
    Record<string, { parameters: { name: string; in: string }[]; responses: object }>
  >(document.paths))
    for (const operation of Object.values(methods)) {
      const named = operation.parameters.filter((one) => one.in === "path").map((one) => one.name);
      expect(named).toEqual([...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
      expect(Object.keys(operation.responses).some((status) => /^[23]/.test(status))).toBe(true);
    }
});

/** A column of codes, versions or counts takes no more; asked for more, the database would answer with an error of its own. */
const COLUMN_MAX = 2_147_483_647;

test("no whole number is taken that no column can hold", () => {
  const open: string[] = [];
  const walk = (node: unknown, at: string): void => {
    if (typeof node !== "object" || node === null) return;
    const { type, minimum, exclusiveMinimum, maximum } = node as Record<string, unknown>;
    const fits = Number(maximum) <= COLUMN_MAX && Number(minimum ?? exclusiveMinimum) >= -COLUMN_MAX - 1;
    if (type === "integer" && !fits) open.push(at);
    for (const [name, value] of Object.entries(node)) walk(value, `${at}.${name}`);
  };
  const { paths } = JSON.parse(JSON.stringify(openApiDocument("1.2.3"))) as { paths: Record<string, object> };
  for (const [address, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries<Record<string, unknown>>(methods as never))
      for (const asked of ["parameters", "requestBody"])
        walk(operation[asked], `${method} ${address} ${asked}`);
  expect(open).toEqual([]);
});
