import path from "node:path";
import { failure } from "./failure.mjs";
import { leases } from "./leases.mjs";
import { withLock } from "./lock.mjs";
import { migrate } from "./migrate.mjs";
import { destroyCluster, readPlace } from "./postgres-cluster.mjs";
import { runningServer, startServer, stopServer } from "./postgres-server.mjs";
import { dataDir } from "./project.mjs";
import { readSecrets } from "./secrets.mjs";

const NAME = "takhsis";
const places = (data) => ({
  home: path.join(data, "postgres"),
  lock: path.join(data, "run/postgres.lock"),
  users: path.join(data, "run/users"),
});

const urlFor = (port, password, name = NAME) => `postgresql://postgres:${password}@127.0.0.1:${port}/${name}`;

/** The user's own server, if DATABASE_URL names one. Throws DATABASE_URL_BAD. */
export function externalUrl() {
  const url = process.env.DATABASE_URL;
  if (!url) return null;
  if (!/^postgres(ql)?:\/\/[^/]*\/./.test(url)) throw failure("DATABASE_URL_BAD");
  return url;
}

/**
 * The embedded server of one data folder. Every process that uses it holds a lease; whoever gives back the last one
 * stops the server, unless `keep` (that is `db up`) asked it to stay.
 */
export function embedded({ data = dataDir, throwaway = false, secretsFile } = {}) {
  const { home, lock, users } = places(data);
  const lease = leases(users);
  const password = () => readSecrets(secretsFile ?? path.join(data, "secrets.json")).dbPassword;
  const alone = (work) => withLock(lock, work);
  const start = (port) => startServer(home, { password: password(), throwaway, port });
  return {
    urlOf: (port, name) => urlFor(port, password(), name),
    /** Starts or finds the server. → {url, port, pid, started} */
    open: () =>
      alone(async () => {
        lease.take();
        try {
          const server = await start();
          return { ...server, url: urlFor(server.port, password()) };
        } catch (error) {
          lease.release();
          throw error;
        }
      }),
    /** Starts it again on the port its users know, if it has died. → true if that was necessary. */
    revive: (port) => alone(async () => (await start(port)).started),
    isUp: async () => Boolean((await runningServer(home))?.port),
    /** Gives this process's lease back; stops the server if it was the last one. → true if it was stopped. */
    close: ({ hard = false } = {}) =>
      alone(async () => {
        lease.release();
        if (lease.others().length > 0 || lease.isKept()) return false;
        return stopServer(home, { hard });
      }),
    /** `db up`: the server stays when this process ends. */
    keep: (pid) => alone(() => lease.keep(pid)),
    /** `db down`: takes `keep` back. → {stopped, users: pids that still need it} */
    down: () =>
      alone(async () => {
        lease.unkeep();
        const others = lease.others();
        return { stopped: others.length === 0 && (await stopServer(home)), users: others };
      }),
    status: async () => ({
      ...(await runningServer(home)),
      cluster: readPlace(home)?.cluster ?? null,
      kept: lease.isKept(),
      users: lease.others(),
    }),
    /** Stops the server and removes all its data. Throws DB_IN_USE while another process holds a lease. */
    destroy: () =>
      alone(async () => {
        const others = lease.others();
        if (others.length > 0) throw failure("DB_IN_USE", { pids: others.join(", ") });
        lease.unkeep();
        await stopServer(home, { hard: true });
        destroyCluster(home);
      }),
  };
}

/**
 * The database of this installation, migrated: the server of DATABASE_URL, else the embedded one, started if necessary.
 * → {url, embedded: handle or null, port, pid, applied, close()}. Throws DB_UNAVAILABLE and the failures of starting.
 */
export async function openDatabase({ say }) {
  const external = externalUrl();
  if (external) {
    const { applied } = await say.step("migrate", {}, () => migrateSaying(external));
    return { url: external, embedded: null, applied, close: async () => false };
  }
  const handle = embedded();
  const server = await say.step("postgres", {}, async () => {
    const opened = await handle.open();
    return { ...opened, values: { port: opened.port } };
  });
  try {
    const { applied } = await say.step("migrate", {}, () => migrateSaying(server.url));
    return { ...server, embedded: handle, applied, close: handle.close };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function migrateSaying(url) {
  const { applied } = await migrate(url);
  return { applied, values: { count: applied.length } };
}
