import fs from "node:fs";
import path from "node:path";
import { fingerprint, readStamp, writeStamp } from "./fingerprint.mjs";
import { withLock } from "./lock.mjs";
import { root, treeCache } from "./project.mjs";
import { runLogged } from "./run.mjs";

const out = path.join(root, "prisma/generated");
const stampFile = path.join(out, ".made-from");

const prismaVersion = () =>
  JSON.parse(fs.readFileSync(path.join(root, "node_modules/@prisma/client/package.json"), "utf8")).version;

/**
 * Generates the database client when it is missing or the schema has changed. Generating needs no engine, yet the
 * Prisma command insists on downloading one unless it is shown some existing file: Node itself will do.
 */
export async function ensureClient(say) {
  const wanted = fingerprint(["prisma/schema"], prismaVersion());
  const isCurrent = () => fs.existsSync(path.join(out, "client.ts")) && readStamp(stampFile) === wanted;
  if (isCurrent()) return;
  await withLock(
    path.join(treeCache, "client.lock"),
    async () => {
      if (isCurrent()) return;
      await say.step("client", {}, () =>
        runLogged({
          command: process.execPath,
          args: [path.join(root, "node_modules/prisma/build/index.js"), "generate"],
          log: "client",
          env: {
            ...process.env,
            PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
            PRISMA_HIDE_UPDATE_MESSAGE: "1",
          },
          failureCode: "CLIENT_FAILED",
        }),
      );
      writeStamp(stampFile, wanted);
    },
    say.waiting,
  );
}
