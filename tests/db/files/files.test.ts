import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { sha256 } from "@/lib/db/digest";
import { findFile, readFile, storeFile } from "@/lib/db/files";
import { useDatabase } from "../../support/db";

useDatabase();
const bytesOf = async (key: string) => {
  const parts: Buffer[] = [];
  for await (const part of readFile(key)) parts.push(part);
  return Buffer.concat(parts);
};

test("bytes come back as they went in, in parts of a mebibyte, whatever the chunks were", async () => {
  const bytes = randomBytes(2_500_000);
  async function* chunks() {
    yield bytes.subarray(0, 10);
    yield bytes.subarray(10, 2_400_000);
    yield bytes.subarray(2_400_000);
  }
  const stored = await storeFile(chunks());
  expect(stored).toEqual({ sha256: sha256(bytes), size: bytes.length });
  expect(sha256(await bytesOf(stored.sha256))).toBe(stored.sha256);
  expect(await findFile(stored.sha256)).toEqual(stored);
  expect(await db().storedFilePart.count({ where: { sha256: stored.sha256 } })).toBe(3);
});

test("equal bytes are stored once, also when two store them at the same time", async () => {
  const bytes = [randomBytes(1_200_000)];
  const [first, second] = await Promise.all([storeFile(bytes), storeFile(bytes)]);
  await storeFile(bytes);
  expect(second).toEqual(first);
  expect(await db().storedFilePart.count({ where: { sha256: first?.sha256 ?? "" } })).toBe(2);
  expect(await db().storedFile.count({ where: { sha256: { startsWith: "pending-" } } })).toBe(0);
});

test("a stream that breaks leaves nothing", async () => {
  async function* broken() {
    yield randomBytes(1_500_000);
    throw new Error("cut");
  }
  const before = await db().storedFilePart.count();
  await expect(storeFile(broken())).rejects.toThrow("cut");
  expect(await db().storedFilePart.count()).toBe(before);
});

test("no bytes are a file too", async () => {
  const stored = await storeFile([]);
  expect(stored).toEqual({ sha256: sha256(""), size: 0 });
  expect((await bytesOf(stored.sha256)).length).toBe(0);
});
