import path from "node:path";
import { defineConfig } from "vitest/config";

// Far from UTC and from Tehran: a forgotten time zone shows.
process.env.TZ = "Asia/Kathmandu";

const alias = [
  { find: /^@db$/, replacement: path.resolve(import.meta.dirname, "prisma/generated/client.ts") },
  { find: /^@\//, replacement: `${import.meta.dirname}/` },
];

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          // Pure files leave nothing behind for the next test file; loading them anew for each took longer than testing them.
          isolate: false,
          testTimeout: process.env.PROPERTY_RUNS ? 900_000 : 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["tests/db/**/*.test.ts"],
          globalSetup: "tests/support/global-setup.ts",
          pool: "forks",
          // Before any module makes its logger.
          env: { LOG_LEVEL: process.env.LOG_LEVEL ?? "silent" },
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
    ],
  },
});
