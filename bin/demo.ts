import fs from "node:fs";
import path from "node:path";
import type { Run } from "@db";
import { startPlan } from "@/lib/allocation/commands";
import { startRunSchema } from "@/lib/allocation/schema";
import type { Can, Permission } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { type ImportDocument, importFile } from "@/lib/intake/whole/commands";
import { takeOverDueJobs } from "@/lib/jobs/queue";
import { exportToDirectory } from "@/lib/reporting/jobs";
import { startExportSchema } from "@/lib/reporting/schema";
import { AppError } from "@/lib/shared/errors";
import type { JobId } from "@/lib/shared/ids";
import { withLock } from "./boot/lock.mjs";
import { handlers } from "./cli/handlers";
import { reportOf, requireRun } from "./cli/run-report";
import { must } from "./cli/values";
import { doJob, doPublish, patiently } from "./cli/work";
import { type Login, openLogins } from "./demo/logins";
import { isUntouched, type Memory, readMemory, remember } from "./demo/memory";
import { DEMO_SIZE, DEMO_YEAR, type DemoSize } from "./demo/size";
import { type DemoFile, writeWorkbooks } from "./demo/workbooks";

export type DemoImport = ImportDocument & { kind: string };
/** Source: Contracts §7. */
export type DemoDocument = {
  url: string;
  logins: readonly Login[];
  imports: readonly DemoImport[];
  run: ReturnType<typeof reportOf> & { countersIssued: number };
  export: NonNullable<Memory["export"]>;
  alreadyDone?: true;
};
export type DemoRequest = {
  /** What was asked for; undefined = as it is, or the default. */
  students?: number | undefined;
  mentors?: number | undefined;
  url: string;
  dataDir: string;
  /** Told of each step that is through, and of a size that differs from what is there. */
  tell: (news: DemoNews) => void;
};
export type DemoNews =
  | { step: "workbooks" }
  | { step: "import"; document: DemoImport }
  | { step: "run"; run: Run }
  | { step: "otherSize"; size: DemoSize };

type Place = { staff: Can<Permission>; folder: string; tell: DemoRequest["tell"] };

/**
 * Invented workbooks through the same import, allocation and export that people use, then one login per role. Every step
 * is remembered: run again it goes on, or tells what is there with `alreadyDone`. Throws `DEMO_NOT_EMPTY` on a database
 * with data of another origin.
 */
export const runDemo = async (staff: Can<Permission>, request: DemoRequest): Promise<DemoDocument> => {
  const folder = path.join(request.dataDir, "demo");
  fs.mkdirSync(folder, { recursive: true });
  return await withLock(path.join(folder, "running.lock"), async () => {
    const before = await readMemory();
    const memory = before ?? (await begin(request));
    warnOfOtherSize(memory, request);
    const isDone = memory.export !== null;
    const place = { staff, folder, tell: request.tell };
    await importAll(memory, place);
    const run = await allocate(memory, place);
    const made = await exportSabt(memory, place);
    const logins = await openLogins(staff, memory.id, folder);
    return {
      url: request.url,
      logins,
      imports: memory.imports as DemoImport[],
      run: { ...reportOf(run), countersIssued: run.countersIssued },
      export: made,
      ...(isDone ? { alreadyDone: true as const } : {}),
    };
  });
};

const begin = async ({ students, mentors }: DemoRequest): Promise<Memory> => {
  if (!(await isUntouched())) throw new AppError("DEMO_NOT_EMPTY");
  const size = { students: students ?? DEMO_SIZE.students, mentors: mentors ?? DEMO_SIZE.mentors };
  const memory = { id: newId(), ...size, imports: [], runId: null, export: null };
  await remember(memory);
  return memory;
};

const warnOfOtherSize = (memory: Memory, { students, mentors, tell }: DemoRequest): void => {
  const differs = (asked: number | undefined, there: number) => asked !== undefined && asked !== there;
  if (differs(students, memory.students) || differs(mentors, memory.mentors))
    tell({ step: "otherSize", size: { students: memory.students, mentors: memory.mentors } });
};

const importAll = async (memory: Memory, { staff, folder, tell }: Place): Promise<void> => {
  const isImported = (kind: string) => memory.imports.some((document) => document.kind === kind);
  if (memory.imports.length === 5) return;
  const files = await writeWorkbooks(memory, path.join(folder, "in"));
  tell({ step: "workbooks" });
  for (const file of files) {
    if (isImported(file.kind)) continue;
    const document = { kind: file.kind, ...(await importOne(staff, file)) };
    memory.imports.push(document);
    await remember(memory);
    tell({ step: "import", document });
  }
};

const importOne = async (staff: Can<Permission>, { kind, path: file }: DemoFile): Promise<ImportDocument> =>
  must(
    await patiently(() =>
      importFile(staff, {
        kind,
        filename: path.basename(file),
        bytes: fs.createReadStream(file),
        year: kind === "students" || kind === "mentors" ? DEMO_YEAR : null,
        acceptValid: true,
        onIdle: () => takeOverDueJobs(handlers),
      }),
    ),
  );

/** Plans and publishes; a run that a killed demo left half-way is brought to its end. */
const allocate = async (memory: Memory, { staff, tell }: Place): Promise<Run> => {
  if (memory.runId === null) {
    const asked = startRunSchema.parse({ year: DEMO_YEAR });
    memory.runId = must(await patiently(() => startPlan(staff, asked))).runId;
    await remember(memory);
  }
  const before = await requireRun(staff, memory.runId);
  if (isOver(before)) return before;
  await finishJobs(memory.runId);
  const { state } = await requireRun(staff, memory.runId);
  if (state !== "PUBLISHED") await doPublish(staff, memory.runId);
  const run = await requireRun(staff, memory.runId);
  tell({ step: "run", run });
  return run;
};

/** Reverted: somebody has tried that since, and it stays so. */
const isOver = ({ state }: Run): boolean => ["PUBLISHED", "REVERTING", "REVERTED"].includes(state);

/** Does the work on a run that is queued and not done. */
const finishJobs = async (runId: string): Promise<void> => {
  const unfinished = { subjectId: runId, state: { notIn: ["DONE", "FAILED"] } };
  const jobs = await db().job.findMany({ where: unfinished, orderBy: { createdAt: "asc" } });
  for (const { id } of jobs) await doJob(id as JobId);
};

/** Exports; again only if the file that was told of is gone. */
const exportSabt = async (
  memory: Memory,
  { staff, folder }: Place,
): Promise<NonNullable<Memory["export"]>> => {
  if (memory.export?.files.every((file) => fs.existsSync(file.path))) return memory.export;
  const asked = startExportSchema.parse({ profile: "sabt", year: DEMO_YEAR, format: "xlsx", scope: "YEAR" });
  const { files, warnings } = must(await exportToDirectory(staff, asked, path.join(folder, "out")));
  memory.export = { files: [...files], warnings: [...warnings] };
  await remember(memory);
  return memory.export;
};
