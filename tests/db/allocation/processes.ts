import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import path from "node:path";
import { db } from "@/lib/db/client";
import { runOf } from "./running";

const children = new Set<ChildProcess>();
const loaded = new WeakMap<ChildProcess, Promise<unknown>>();

/** Loads a process that will do one job, or as a worker whatever is queued, in chunks of so many students or rows. */
export function loadWorker(jobId: string | null, chunkRows: number): ChildProcess {
  const script = path.resolve("tests/db/allocation/worker-process.ts");
  const chunks = { PUBLISH_CHUNK_ROWS: String(chunkRows), APPLY_CHUNK_ROWS: String(chunkRows) };
  const child = spawn(process.execPath, ["--import", "tsx", script, ...(jobId === null ? [] : [jobId])], {
    env: { ...process.env, LOG_LEVEL: "silent", ...chunks },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  children.add(child);
  loaded.set(child, new Promise((resolve) => child.once("message", resolve)));
  child.once("exit", () => children.delete(child));
  return child;
}

/** The end of a process; its exit code, null when it was killed. */
export const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once("exit", resolve));

/** Sets a process to work as soon as it has loaded what it needs. */
export const start = (child: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    child.once("exit", () => reject(new Error("a worker process did not start")));
    loaded.get(child)?.then(() => child.send("go", () => resolve()));
  });

/** Kills a process as the kernel does for want of memory: no handler of it runs. */
export async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await ended(child);
}

/** Leaves no process behind, whatever became of the test. */
export async function killAll(): Promise<void> {
  await Promise.all([...children].map(kill));
}

/** Waits until something holds, at most a minute. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end; ) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`never: ${what}`);
}

/** Everything a publish writes that does not depend on when it was written, as one hash. */
export async function stateDigest(runId: string): Promise<string> {
  const rows = await db().$queryRaw<{ line: string }[]>`
    SELECT 'assignment ' || "کد_ملی" || ' ' || coalesce("شناسه_منتور"::text, '-') || ' ' || "وضعیت" || ' ' || "سال_تحصیلی" AS line
      FROM "تخصیص_ها" WHERE run_id = ${runId}::uuid
    UNION ALL SELECT 'load ' || "شناسه_منتور" || ' ' || "بار_فعلی" || ' ' || "بار_تخصیص" FROM "منتورها"
    UNION ALL SELECT 'counter ' || "کد_ملی" || ' ' || coalesce("شمارنده", '-') FROM "دانش_آموزان"
    UNION ALL SELECT 'ledger ' || counter || ' ' || national_id FROM counter_ledger
    UNION ALL SELECT 'sequence ' || "کد_سال" || "کد_جنسیت" || ' ' || "آخرین_عدد" FROM "شمارنده_ها"
    UNION ALL SELECT 'item ' || position || ' ' || state FROM run_items WHERE run_id = ${runId}::uuid
    UNION ALL SELECT 'event ' || type || ' ' || count(*) FROM outbox_events GROUP BY type`;
  const run = await runOf(runId);
  const counts = [
    run.state,
    run.publishedPlaced,
    run.publishedUnplaced,
    run.countersIssued,
    run.dead,
    run.cursor,
  ];
  const lines = rows.map((row) => row.line).sort();
  return createHash("sha256")
    .update([...lines, counts.join(" ")].join("\n"))
    .digest("hex");
}
