import path from "node:path";
import { defineConfig } from "vitest/config";

process.env.TZ = "Asia/Kathmandu";
// Each mutant runs the properties again: few cases each are enough to tell a broken planner from a whole one.
process.env.PROPERTY_RUNS ??= "60";

const root = path.resolve(import.meta.dirname, "../..");

/** The unit tests of the engine and the counters, without projects: Stryker runs them once per mutant. */
export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^@db$/, replacement: path.join(root, "prisma/generated/client.ts") },
      { find: /^@\//, replacement: `${root}/` },
    ],
  },
  test: {
    include: ["tests/unit/{allocation,counter}/**/*.test.ts"],
    // Compares schemas with their snapshots: nothing of the engine.
    exclude: ["tests/unit/allocation/events.test.ts"],
  },
});
