import type { ImportBatch, ImportFile } from "@db";
import type { Can } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { inTx } from "@/lib/db/tx";
import { fileError } from "@/lib/excel/limits";
import { columnLetter } from "@/lib/excel/sheet";
import { emitProgress } from "@/lib/jobs/progress";
import { AppError } from "@/lib/shared/errors";
import { readCounterOwners } from "@/lib/student/stored/sql";
import { clearRows, lockBatch, moveBatch, NO_COUNTS } from "../batch/sql";
import type { Kind } from "../columns";
import type { JudgeContext } from "../judge";
import type { ChosenColumns } from "../mapping/decide";
import { readChosen } from "../mapping/queries";
import { type KeptEdit, readSheetRow, valueMapOf } from "../read-row";
import { readStored } from "../records/queries";
import { readReference } from "../reference/queries";
import { readEdits } from "../row/sql";
import { hasKnownFile } from "./again/queries";
import { endCheck, type FileFailure } from "./close/commands";
import { isOfScope, judgeCandidate, type NewRow, type ReadRow, toNewRow, watchBatch } from "./rows";
import { type CellRow, openSource, type Parsers, parsersAhead } from "./source/queries";
import { clearFileRows, insertRows, listCountedRows, reopenSuperseded } from "./sql";

/** Rows that are parsed, compared and written at a time: large enough for few queries, small enough for flat memory. */
const CHUNK_ROWS = 2_000;
const CHUNK_MS = 120_000;

export type CheckOptions = {
  readonly batchId: string;
  readonly chosen?: ChosenColumns | undefined;
  readonly signal: AbortSignal;
  readonly progress: (done: number, total: number) => Promise<void>;
};

type Check = Omit<JudgeContext, "counterOwners" | "loadsInclude"> & {
  readonly batch: ImportBatch;
  readonly options: CheckOptions;
  readonly watch: ReturnType<typeof watchBatch>;
  readonly centers: Set<number>;
  position: number;
  /** The chunk that is being written while the next one is read. */
  writing: Promise<void>;
  /** Somebody asked to stop; seen at the end of a chunk. */
  stopped: boolean;
};

/**
 * Checks a batch: reads its files, compares every row with what is stored, and leaves it READY, NEEDS_REVIEW or FAILED
 * with the code of the file that could not be read (which it throws). Safe to run twice: it starts over. A batch in
 * another state is left alone. Source: Contracts §5.
 */
export const validateBatch = async (_actor: Can<"job:work">, options: CheckOptions): Promise<void> => {
  const parsers = parsersAhead();
  try {
    // Its start takes a quarter of a second, in which the batch and the lists are read; known bytes may need none.
    if (!(await hasKnownFile(db(), options.batchId))) parsers.prepare();
    const batch = await beginCheck(options.batchId);
    if (batch !== null) await checkBatch(batch, options, parsers);
  } finally {
    parsers.close();
  }
};

const checkBatch = async (batch: ImportBatch, options: CheckOptions, parsers: Parsers): Promise<void> => {
  const kind = batch.kind as Kind;
  const reference = await readReference(db(), batch.year);
  const check: Check = {
    kind,
    reference,
    batch,
    options,
    year: batch.year,
    scope: batch.scope,
    watch: watchBatch(kind),
    centers: new Set(),
    position: 0,
    writing: Promise.resolve(),
    stopped: false,
  };
  const files = await db().importFile.findMany({
    where: { batchId: batch.id, status: { not: "REMOVED" } },
    orderBy: { id: "asc" },
  });
  const failures: FileFailure[] = [];
  for (const [i, file] of files.entries()) {
    if (check.stopped) break;
    const failure = await checkFile(check, file, { parsers, isLast: i === files.length - 1 });
    if (failure !== null) failures.push(failure);
  }
  const [failure] = failures;
  await endCheck(check, failure ?? null);
  if (failure !== undefined) throw new AppError(failure.code, failure.details);
};

const beginCheck = (batchId: string): Promise<ImportBatch | null> =>
  inTx(
    async (tx) => {
      const batch = await lockBatch(tx, batchId);
      if (batch?.status !== "VALIDATING") return null;
      await reopenSuperseded(tx, batchId);
      await clearRows(tx, batchId);
      return await moveBatch(tx, batchId, NO_COUNTS);
    },
    { timeoutMs: CHUNK_MS },
  );

type Supply = { readonly parsers: Parsers; readonly isLast: boolean };

/** Reads one file into rows of the batch; a file that cannot be read is marked, and the others are read all the same. */
const checkFile = async (check: Check, file: ImportFile, supply: Supply): Promise<FileFailure | null> => {
  try {
    await setFile(file.id, { status: "PARSING", errorCode: null });
    await readFileRows(check, file, supply);
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const details = { filename: file.filename, ...error.details };
    await check.writing.catch(() => undefined);
    await inTx((tx) => clearFileRows(tx, file.id), { timeoutMs: CHUNK_MS });
    await setFile(file.id, { status: "INVALID", errorCode: error.code, errorDetails: details });
    return { code: error.code, details };
  }
};

const readFileRows = async (check: Check, file: ImportFile, supply: Supply): Promise<void> => {
  const before = check.position;
  const { kind, options, batch } = check;
  const owner = file.addedById ?? batch.createdById;
  const chosen = await readChosen(db(), { file, kind, headings: options.chosen, owner });
  const source = await openSource(db(), { file, kind, chosen, rowsMax: CHUNK_ROWS, ...supply });
  try {
    await setFile(file.id, { layout: source.layout() });
    if (!source.ok) throw source.error;
    await checkRows(check, file, source.rows);
    const rowCount = check.position - before;
    const reading = check.stopped ? null : await source.reading(rowCount);
    await setFile(file.id, { layout: source.layout() });
    if (rowCount === 0) throw fileError("FILE_EMPTY");
    await setFile(file.id, { status: "VALID", rowCount, reading });
  } finally {
    source.close();
  }
};

const setFile = (id: string, data: Parameters<ReturnType<typeof db>["importFile"]["update"]>[0]["data"]) =>
  inTx((tx) => tx.importFile.update({ where: { id }, data }));

const checkRows = async (check: Check, file: ImportFile, source: AsyncIterable<CellRow[]>): Promise<void> => {
  const repeated = await listCountedRows(db(), check.batch, file.sha256);
  const edits = await readEdits(db(), check.batch.id, file.sha256);
  let waiting: CellRow[] = [];
  const flush = async (rows: CellRow[]): Promise<void> => {
    check.options.signal.throwIfAborted();
    await checkChunk(check, { file, repeated, rows, edits });
  };
  for await (const rows of source) {
    if (check.stopped) return;
    waiting = waiting.length === 0 ? rows : [...waiting, ...rows];
    while (waiting.length >= CHUNK_ROWS) {
      await flush(waiting.slice(0, CHUNK_ROWS));
      waiting = waiting.slice(CHUNK_ROWS);
    }
  }
  if (waiting.length > 0) await flush(waiting);
  await check.writing;
};

type Chunk = {
  readonly file: ImportFile;
  /** Numbers of rows whose loads were counted before. */
  readonly repeated: ReadonlySet<number>;
  readonly rows: readonly CellRow[];
  /** What people made of rows of these bytes, by Excel's number. */
  readonly edits: ReadonlyMap<number, KeptEdit>;
};

const checkChunk = async (check: Check, { file, repeated, rows, edits }: Chunk): Promise<void> => {
  const { kind, reference } = check;
  const map = valueMapOf(check.batch);
  const read = rows.map(({ rowNo, normal, origin, copyOf }): ReadRow => {
    const edit = edits.get(rowNo);
    const found = readSheetRow(normal, { kind, reference, map, edit });
    check.position += 1;
    // Somebody's own cells stand in no other row.
    return {
      rowNo,
      ...found,
      origin,
      position: check.position,
      copyOf: edit === undefined ? copyOf : undefined,
    };
  });
  const { loadsInclude } = check.batch;
  const stored = await readStored(
    db(),
    read.flatMap(({ parsed: { key } }) => key ?? []),
    { kind: check.kind, year: check.year, loadsInclude },
  );
  const context: JudgeContext = {
    ...check,
    loadsInclude,
    counterOwners: await readCounterOwners(
      db(),
      read.flatMap(({ parsed: { value } }) => (typeof value.counter === "string" ? [value.counter] : [])),
    ),
  };
  const found = read.map((one): NewRow => {
    const record = one.parsed.key === null ? null : (stored.get(one.parsed.key) ?? null);
    const counted = repeated.has(one.rowNo) ? { ...context, loadsInclude: null } : context;
    const edit = edits.get(one.rowNo);
    // What somebody left out for good contradicts nobody.
    const sighting = edit?.rejected === true ? "first" : check.watch.see(one);
    const judged = judgeCandidate(one, sighting, record, counted);
    if (isOfScope(judged)) for (const center of judged.centers) check.centers.add(center);
    return toNewRow(one, { judged, fileId: file.id, letterOf: columnLetter, edit });
  });
  const rowsSoFar = check.position;
  await check.writing;
  check.writing = writeChunk(check, found, rowsSoFar);
  // Whoever waits for the chunk learns of its failure; until then nobody does, and that is no unhandled rejection.
  check.writing.catch(() => undefined);
};

const writeChunk = async (check: Check, rows: readonly NewRow[], rowsSoFar: number): Promise<void> => {
  await inTx(
    async (tx) => {
      await insertRows(tx, check.batch.id, rows);
      const batch = await tx.importBatch.findUnique({ where: { id: check.batch.id } });
      check.stopped = batch?.cancelRequested === true;
      await emitProgress(tx, `batch:${check.batch.id}`, "checked", { rows: rowsSoFar });
    },
    { timeoutMs: CHUNK_MS },
  );
  await check.options.progress(rowsSoFar, 0);
};
