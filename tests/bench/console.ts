import { randomUUID } from "node:crypto";
import http from "node:http";
import { gunzipSync } from "node:zlib";
import { db } from "@/lib/db/client";
import { ensureBuilt } from "../../bin/boot/build.mjs";
import { makeSay } from "../../bin/boot/say.mjs";
import { serve } from "../../bin/boot/serve.mjs";
import { cookieOf } from "../support/sessions";

const PORT = 3400;

/** A console of this checkout, built if need be, on the bench's own database; its worker goes there straight. */
export const startConsole = async (
  databaseUrl = process.env.DATABASE_URL ?? "",
): Promise<{ port: number; stop: () => Promise<unknown> }> => {
  const say = makeSay();
  await ensureBuilt(say);
  const env = { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: "production" };
  const workerEnv = { ...process.env, NODE_ENV: "production" };
  return await serve({ env, workerEnv, port: PORT, onRestart: undefined, signal: undefined });
};

/** The cookies of so many signed-in people who see everything. */
export const signIn = async (people: number): Promise<string[]> => {
  const cookies: string[] = [];
  for (let n = 0; n < people; n += 1) {
    const [user, session] = [randomUUID(), randomUUID()];
    await db().user.create({
      data: { id: user, username: `bench-${user}`, name: `نفر ${n}`, passwordHash: "none", role: "ADMIN" },
    });
    const expiresAt = new Date(Date.now() + 3_600_000);
    await db().session.create({ data: { id: session, userId: user, expiresAt } });
    cookies.push(`takhsis.session=${await cookieOf(session)}; locale=fa`);
  }
  return cookies;
};

export type Answer = { readonly ttfbMs: number; readonly wholeMs: number; readonly body: string };

/** Asks for a page as a browser would, over a connection that stays open; throws on anything but a page. */
export const askFor = (
  path: string,
  { port, cookie, agent }: { port: number; cookie: string; agent: http.Agent },
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const headers = { cookie, "accept-encoding": "gzip", accept: "text/html" };
    const request = http.get({ host: "127.0.0.1", port, path, agent, headers }, (response) => {
      let ttfbMs = 0;
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => {
        ttfbMs ||= performance.now() - began;
        parts.push(part);
      });
      response.on("end", () => {
        const wholeMs = performance.now() - began;
        if (response.statusCode !== 200) return reject(new Error(`${path}: ${response.statusCode}`));
        const packed = response.headers["content-encoding"] === "gzip";
        const bytes = Buffer.concat(parts);
        resolve({ ttfbMs, wholeMs, body: String(packed ? gunzipSync(bytes) : bytes) });
      });
    });
    request.on("error", reject);
  });
