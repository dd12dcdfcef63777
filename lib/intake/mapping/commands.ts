import type { ImportBatch, ImportFile } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import type { Can, Staff } from "@/lib/auth/permissions";
import { sha256 } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { AppError, type ErrorCode } from "@/lib/shared/errors";
import type { JobId } from "@/lib/shared/ids";
import { type Result, refuse } from "@/lib/shared/result";
import { enterCheck, newestCheck } from "../batch/commands";
import { holdBatch } from "../batch/sql";
import type { Layout } from "../check/layout";
import { COLUMNS, type Kind } from "../columns";
import { namesOf, rivalHeadings } from "../header";
import { type ColumnChoice, headingSet, headingsOf, type PlacedHeader } from "./choice";
import { decideColumns } from "./decide";
import { areSame, type ColumnFields, headersOf, toChoices } from "./letters";
import { columnsOf } from "./queries";
import type { ChooseColumns } from "./schema";

type Choice = { readonly headers: readonly PlacedHeader[]; readonly choices: readonly ColumnChoice[] };

/**
 * Says which field each column of a file fills, checks the batch again, and remembers it for the person's next file with the
 * same headings; no columns = what is recognised, and nothing is remembered any more. Asked twice it is done once. Refuses
 * `BATCH_LOCKED`, `STALE_VERSION`, columns or fields there are not (`INVALID_INPUT`), `COLUMN_MISSING` while a required
 * field has none, and `COLUMN_AMBIGUOUS` while two claim one field. Source: Contracts §5.
 */
export const chooseColumns = (
  actor: Can<"import:write">,
  { batchId, fileId, version, columns }: ChooseColumns,
): Promise<Result<{ jobId: JobId }, ErrorCode>> =>
  inTx(async (tx): Promise<Result<{ jobId: JobId }, ErrorCode>> => {
    const held = await holdBatch(tx, actor, { batchId, step: "check" });
    if (!held.ok && held.reason !== "BATCH_LOCKED") return held;
    const file = await tx.importFile.findFirst({
      where: { id: fileId, batchId, status: { not: "REMOVED" } },
    });
    if (file === null) return refuse("NOT_FOUND");
    const choice = toChoice(file, columns);
    const isStale = held.ok && version !== undefined && version !== held.value.version;
    if (!held.ok || isStale) {
      const jobId = await repeated(tx, file, choice);
      if (jobId !== null) return { ok: true, value: { jobId } };
      return held.ok ? refuse("STALE_VERSION") : held;
    }
    const refusal = reasonAgainst(held.value.kind as Kind, choice);
    if (refusal !== null || choice === null)
      return refusal ?? refuse("INVALID_INPUT", { fields: ["columns"] });
    await keepColumns(tx, actor, { batch: held.value, file, choice });
    await recordAudit(tx, actor, {
      action: "intake.batch.choose-columns",
      resourceType: "batch",
      resourceId: batchId,
      diff: { fileId, columns },
    });
    const checking = await enterCheck(tx, actor, { batchId });
    if (!checking.ok) throw new AppError(checking.reason, checking.details ?? {});
    return checking;
  });

const layoutOf = (file: ImportFile): Layout | null => file.layout as Layout | null;

const toChoice = (file: ImportFile, columns: ColumnFields): Choice | null => {
  const layout = layoutOf(file);
  if (layout === null || layout.headerRow === 0) return null;
  const headers = headersOf(layout);
  const choices = toChoices(headers, columns);
  return choices && { headers, choices };
};

/** The job of a second click: the very same was chosen a moment ago. */
const repeated = async (tx: Tx, file: ImportFile, choice: Choice | null): Promise<JobId | null> => {
  const kept = columnsOf(file);
  if (kept === undefined || choice === null || !areSame(kept, choice.choices)) return null;
  return await newestCheck(tx, file.batchId);
};

const reasonAgainst = (kind: Kind, choice: Choice | null) => {
  const known = COLUMNS[kind];
  const isField = ({ field }: ColumnChoice) => field === null || known.some((one) => one.field === field);
  if (choice === null || !choice.choices.every(isField))
    return refuse("INVALID_INPUT", { fields: ["columns"] });
  // Taking back what was chosen is always right: a file that cannot be read then says so itself.
  if (choice.choices.length === 0) return null;
  const decision = decideColumns(choice.headers, known, { choices: choice.choices });
  if (decision.missing.length > 0)
    return refuse("COLUMN_MISSING", { columns: namesOf(decision.missing, known) });
  const rivals = rivalHeadings(decision);
  return rivals.length > 0 ? refuse("COLUMN_AMBIGUOUS", { columns: rivals }) : null;
};

type Kept = { readonly batch: ImportBatch; readonly file: ImportFile; readonly choice: Choice };

/** Keeps a choice with its file, where its headings were seen, and for the person's next file with the same headings. */
const keepColumns = async (tx: Tx, actor: Staff, { batch, file, choice }: Kept): Promise<void> => {
  const layout = layoutOf(file);
  const columns = choice.choices.map((one) => ({ ...one }));
  const place = { sheet: layout?.sheet ?? null, headerRow: layout?.headerRow ?? null };
  await tx.importFile.update({ where: { id: file.id }, data: { choice: { ...place, columns } } });
  if (actor.id === null) return;
  const headings = headingsOf(choice.headers);
  const key = { owner: actor.id, kind: batch.kind, headingSet: sha256(headingSet(headings)) };
  if (columns.length === 0) {
    await tx.headingChoice.deleteMany({ where: key });
    return;
  }
  const data = { headings, columns, ownerName: actor.name, at: new Date() };
  await tx.headingChoice.upsert({
    where: { owner_kind_headingSet: key },
    create: { ...key, ...data },
    update: data,
  });
};
