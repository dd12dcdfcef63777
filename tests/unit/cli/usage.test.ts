import { expect, test } from "vitest";
import { z } from "zod";
import { command, isUsage, readInput } from "@/bin/cli/command";
import { table } from "@/bin/cli/table";
import { center, file, flag, runId, word, year } from "@/bin/cli/values";
import { takhsis } from "../../support/cli";

const spec = command({
  name: "try it",
  args: ["kind"],
  input: {
    kind: word.pipe(z.enum(["a", "b"])),
    year: year.optional(),
    dryRun: flag,
    center: center.optional(),
    out: file.optional(),
    id: runId.optional(),
  },
  run: async () => ({ document: {}, lines: [] }),
});
const keyOf = (argv: string[]) => {
  try {
    readInput(spec, argv);
    return null;
  } catch (error) {
    return isUsage(error) ? error.key : error;
  }
};

test("what is typed is read with digits of any keyboard, in any order", () => {
  expect(readInput(spec, ["--year", "۱۴۰۴", "a", "--dry-run"])).toMatchObject({
    kind: "a",
    year: 1404,
    dryRun: true,
  });
  expect(readInput(spec, ["a", "--year=1404"])).toMatchObject({
    year: 1404,
    dryRun: false,
  });
  expect(String(readInput(spec, ["a", "--out", "x"]).out).startsWith("/")).toBe(true);
});

test("an unknown option, a missing or unreadable value and a spare word are wrong calls", () => {
  expect(keyOf(["a", "--yaer", "1404"])).toBe("unknownOption");
  expect(keyOf(["a", "--year"])).toBe("badOption");
  expect(keyOf(["a", "--dry-run=yes"])).toBe("badOption");
  expect(keyOf([])).toBe("missing");
  expect(keyOf(["c"])).toBe("invalid");
  expect(keyOf(["a", "--year", "404"])).toBe("invalid");
  expect(keyOf(["a", "--id", "12x"])).toBe("invalid");
  expect(keyOf(["a", "b"])).toBe("tooMany");
});

test("a wrong call answers 2 with one document, or with words on stderr and nothing on stdout", async () => {
  for (const argv of [
    ["nonsense"],
    ["db"],
    ["db", "nonsense"],
    ["db", "verify", "--nonsense"],
    ["db", "backup"],
  ]) {
    const asJson = await takhsis([...argv, "--json"]);
    expect([asJson.code, asJson.document]).toMatchObject([2, { error: { code: "USAGE" } }]);
    const forPeople = await takhsis([...argv, "--lang", "fa"]);
    expect([forPeople.code, forPeople.out]).toEqual([2, ""]);
    expect(forPeople.err).toMatch(/[آ-ی]/);
  }
});

test("version, help of all and help of one, also with global options in front", async () => {
  expect((await takhsis(["--version", "--json"])).document).toEqual({ version: "0.1.0" });
  const one = await takhsis(["--lang", "en", "help", "db", "backup"]);
  expect([one.code, one.out.split("\n")[0]]).toEqual([0, "takhsis db backup FILE"]);
  expect((await takhsis(["help", "--lang", "fa", "run", "show"])).out).toContain("takhsis run show ID");
  expect((await takhsis(["--json", "db", "status", "--help"])).code).toBe(0);
});

test("a table is as wide as its widest cells", () => {
  expect(table(["a", "long"], [["xxx", 1]])).toEqual(["a    long", "───  ────", "xxx  1"]);
});
