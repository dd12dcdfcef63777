import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { CHOSEN, FOUND_ON, PICTURES } from "@/bin/boot/screenshot-pages.mjs";
import { listPages } from "@/e2e/routes";

/** `/runs/[runId]` and `/runs/[run]?tab=history` are the same page. */
const pageOf = (address: string) => address.replace(/\?.*$/, "").replace(/\[\w+\]/g, "[]");
const shown = new Set(PICTURES.map(([, address]) => pageOf(address)));

describe("the pictures of the console", () => {
  test("show every page that draws something", () => {
    const pages = listPages().filter(({ draws }) => draws);
    expect(pages.map(({ route }) => route).filter((route) => !shown.has(pageOf(route)))).toEqual([]);
    expect(
      listPages()
        .filter(({ draws }) => !draws)
        .map(({ route }) => route)
        .sort(),
    ).toEqual(["/[...rest]", "/settings"]);
  });

  test("have a name each, and a place where the ids of their addresses are found", () => {
    expect(new Set(PICTURES.map(([name]) => name)).size).toBe(PICTURES.length);
    const ids = [...PICTURES.map(([, address]) => address), ...Object.values(FOUND_ON)].filter((address) =>
      address.includes("["),
    );
    expect(ids.filter((address) => !Object.keys(FOUND_ON).some((one) => address.startsWith(one)))).toEqual(
      [],
    );
  });

  test("that README and the guide show are among them, and nothing else lies beside them", () => {
    const names = new Set(PICTURES.map(([name]) => name));
    const nameOf = (title: string) => title.replace(/-(fa|en)-(light|dark)(-phone)?$/, "");
    expect([...CHOSEN].filter((title) => !names.has(nameOf(title)))).toEqual([]);
    const folder = path.resolve(import.meta.dirname, "../../../docs/screenshots");
    const kept = fs.readdirSync(folder).map((file) => path.parse(file).name);
    expect([...kept].sort()).toEqual([...CHOSEN].sort());
  });
});
