import { expect, test } from "vitest";
import { readOptions } from "@/bin/boot/start-options.mjs";

const codeOf = (argv: string[]) => {
  try {
    readOptions(argv);
    return null;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

test("sizes, flags and the demo are read", () => {
  expect(readOptions(["demo", "--once", "--students", "300"])).toMatchObject({
    demo: true,
    once: true,
    students: 300,
    mentors: undefined,
  });
  expect(readOptions([])).toMatchObject({ demo: false, json: false, fresh: false, dev: false });
});

test("what cannot be meant is refused", () => {
  for (const argv of [
    ["--once"],
    ["demo", "--students", "0"],
    ["demo", "--students", "x"],
    ["serve"],
    ["--what"],
  ])
    expect(codeOf(argv), argv.join(" ")).toBe("USAGE");
});
