import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readSecrets, secretEnv } from "@/bin/boot/secrets.mjs";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "takhsis-secrets-"));
const file = path.join(folder, "secrets.json");
afterAll(() => fs.rmSync(folder, { recursive: true }));

test("secrets are made once, for the owner's eyes only", () => {
  const made = readSecrets(file);
  expect(readSecrets(file)).toEqual(made);
  expect(fs.statSync(file).mode & 0o777).toBe(0o600);
  expect(made.setupCode).toMatch(/^[0-9A-F]{5}-[0-9A-F]{5}$/);
});

test("a secret that a newer version needs is added to those there are", () => {
  const made = readSecrets(file);
  const { setupCode: _, ...older } = made;
  fs.writeFileSync(file, JSON.stringify(older));
  expect(readSecrets(file)).toMatchObject(older);
  expect(readSecrets(file).setupCode).toBeDefined();
});

test("what the operator has set wins", () => {
  const env = secretEnv(readSecrets(file), { AUTH_SECRET: "mine" } as unknown as NodeJS.ProcessEnv);
  expect(env.AUTH_SECRET).toBe("mine");
  expect(env.PII_HASH_SALT).toBe(readSecrets(file).piiSalt);
});
