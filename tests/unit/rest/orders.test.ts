import fs from "node:fs";
import { expect, test } from "vitest";
import { openApiDocument } from "@/app/api/v1/contract/openapi";

type Sort = { enum: string[]; default: string };
type Told = {
  parameters: { name?: string; schema?: Sort }[];
  requestBody?: { content: Record<string, { schema: { properties?: { sort?: Sort } } }> };
};

/** The lists of the contract that have orders: their keys, and the order where nothing is asked. */
const ordersOf = (): Record<string, [string, string]> => {
  const document = JSON.parse(JSON.stringify(openApiDocument("1.2.3")));
  const operations = Object.entries<Record<string, Told>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, told]) => [`${method.toUpperCase()} ${path.slice(1)}`, told] as const,
    ),
  );
  return Object.fromEntries(
    operations.flatMap(([name, { parameters, requestBody }]) => {
      const inBody = requestBody?.content["application/json"]?.schema.properties?.sort;
      const sort = parameters.find((one) => one.name === "sort")?.schema ?? inBody;
      if (sort === undefined) return [];
      const keys = sort.enum.filter((one) => !one.startsWith("-"));
      expect(sort.enum, name).toEqual([...keys, ...keys.map((key) => `-${key}`)]);
      return [[name, [keys.join(" "), sort.default]]];
    }),
  );
};

test("the guide to REST names the orders of each list as the contract has them", () => {
  const guide = fs.readFileSync("docs/rest.md", "utf8");
  const [, table = ""] = /\n\| list \| `sort` \| unasked \|\n.*\n((?:\|.*\n)+)/.exec(guide) ?? [];
  const rows = table
    .trim()
    .split("\n")
    .map((line) => {
      const [name = "", keys = "", unasked = ""] = [...line.matchAll(/\| `([^`]+)`/g)].map(
        ([, text]) => text,
      );
      return [name, [keys, unasked]];
    });
  expect(Object.fromEntries(rows)).toEqual(ordersOf());
});
