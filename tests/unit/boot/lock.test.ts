import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { withLock } from "@/bin/boot/lock.mjs";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "takhsis-lock-"));
const lock = path.join(folder, "lock");
afterAll(() => fs.rmSync(folder, { recursive: true }));

test("those who hold the lock are never two", async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setTimeout(resolve, 5));
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 8 }, () => withLock(lock, work)));
  expect(most).toBe(1);
  expect(fs.existsSync(lock)).toBe(false);
});

test("the lock of a process that was killed is taken over", async () => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  fs.mkdirSync(lock);
  fs.writeFileSync(path.join(lock, "holder.json"), JSON.stringify({ pid, start: "1" }));
  expect(await withLock(lock, async () => "mine")).toBe("mine");
});

test("work that fails gives the lock back", async () => {
  await expect(withLock(lock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await withLock(lock, async () => 1)).toBe(1);
});
