import fs from "node:fs";
import path from "node:path";
import { root, treeCache } from "./project.mjs";
import { runTool, runVitest } from "./test-parts.mjs";

const tool = (...parts) => path.join(root, "node_modules", ...parts);

/**
 * The types of the sources alone. What Next generates is left out: after a page is removed it would name files that are
 * gone until the next build.
 */
function typesConfig() {
  const references = ["next", "next/image-types/global"].map((name) => `/// <reference types="${name}" />`);
  fs.mkdirSync(treeCache, { recursive: true });
  fs.writeFileSync(path.join(treeCache, "next.d.ts"), `${references.join("\n")}\n`);
  const file = path.join(treeCache, "tsconfig.check.json");
  const config = {
    extends: "../tsconfig.json",
    compilerOptions: { tsBuildInfoFile: "./check.tsbuildinfo" },
    include: ["./next.d.ts", "../**/*.ts", "../**/*.tsx"],
    exclude: ["../node_modules", "../.next", "../.data", "../next-env.d.ts"],
  };
  fs.writeFileSync(file, JSON.stringify(config));
  return file;
}

const CHECKS = {
  format: () => [tool("@biomejs/biome/bin/biome"), "ci", "--colors=off", "--max-diagnostics=20", "."],
  types: () => [tool("typescript/bin/tsc"), "--noEmit", "--pretty", "false", "-p", typesConfig()],
};

/** `npm run check`: format and lint, types, unit tests; no database. What is in order stays short. → counts of each */
export async function runCheck(say) {
  const counts = {};
  const tell = (name, count, said) => {
    counts[name] = count;
    if (count.failed > 0) say.line(said.trimEnd());
  };
  const tools = Object.entries(CHECKS).map(async ([name, args]) => {
    const { code, said } = await runTool(args(), { out: "pipe" });
    tell(name, { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 }, said);
  });
  await Promise.all(tools);
  // Alone: some of them measure time.
  const { counts: unit, said } = await runVitest(["unit"], [], { out: "pipe", reporter: "dot" });
  tell("unit", unit.unit, said);
  return counts;
}
