import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { embedded } from "./database.mjs";
import { idOf, isAlive } from "./process-id.mjs";

const PREFIX = "takhsis-throwaway-";

/** Removes the servers and folders of test runs that were killed. */
async function sweep() {
  for (const name of fs.readdirSync(os.tmpdir()).filter((each) => each.startsWith(PREFIX))) {
    const data = path.join(os.tmpdir(), name);
    try {
      if (isAlive(JSON.parse(fs.readFileSync(path.join(data, "owner.json"), "utf8")))) continue;
      await embedded({ data, throwaway: true }).destroy();
      fs.rmSync(data, { recursive: true, force: true });
    } catch {} // another user's, or one that is just being made
  }
}

/**
 * A PostgreSQL of its own in a temporary folder, fast because a crash may lose everything. Never touches the data
 * folder of the installation. → {url: of the `postgres` database, urlOf(name), remove()}
 */
export async function throwawayServer() {
  await sweep();
  const data = fs.mkdtempSync(path.join(os.tmpdir(), PREFIX));
  // Where root must start the server as another user, that user has to pass through this folder.
  fs.chmodSync(data, 0o711);
  fs.writeFileSync(path.join(data, "owner.json"), JSON.stringify(idOf(process.pid)));
  const server = embedded({ data, throwaway: true });
  const { port } = await server.open();
  return {
    url: server.urlOf(port, "postgres"),
    urlOf: (name) => server.urlOf(port, name),
    remove: async () => {
      await server.close({ hard: true });
      await server.destroy();
      fs.rmSync(data, { recursive: true, force: true });
    },
  };
}
