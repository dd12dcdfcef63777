import { z } from "zod";
import { BATCH_STATES } from "@/lib/intake/batch/state";
import { KINDS } from "@/lib/intake/columns";
import { MATCHES } from "@/lib/intake/mapping/decide";
import { columnFieldsSchema } from "@/lib/intake/mapping/schema";
import { BATCHES_VIEW } from "@/lib/intake/review/ledger";
import { ROW_VIEWS } from "@/lib/intake/review/sql";
import { APPLY_MODES, layoutChoice } from "@/lib/intake/schema";
import { count, failure, hash, id, instant, job, openRecord, pageOf, paging, sortBy, year } from "./shapes";

export const createBatch = z.strictObject({
  kind: z.enum(KINDS),
  year: year.nullish().describe("Needed for students, mentors, special schools and counters"),
  mode: z
    .enum(["PARTIAL", "FULL"])
    .optional()
    .describe("FULL: stored rows the file does not have are counted missing"),
});
export const batchCreated = z.strictObject({ batchId: id, number: z.int32(), statusUrl: z.string() });

export const importStudents = z.strictObject({
  year,
  apply: z
    .enum(["none", "valid", "all"])
    .default("none")
    .describe("valid: apply the valid rows after the check; all: all rows, or none if one does not hold"),
});

export const noFields = z.strictObject({});
export const filesAdded = z.strictObject({
  files: z.array(
    z.strictObject({
      fileId: id,
      filename: z.string(),
      sha256: hash,
      size: count,
      known: z.boolean().describe("The batch has these bytes already"),
    }),
  ),
});

export const listBatches = z.strictObject({
  ...paging,
  sort: sortBy(BATCHES_VIEW.sorts, BATCHES_VIEW.defaultSort),
  kind: z.enum(KINDS).optional(),
  status: z.enum(BATCH_STATES).optional(),
  waits: z
    .enum(["me"])
    .optional()
    .describe("Mass changes that wait for the caller's word as the second person"),
});
const batchSummary = z.strictObject({
  id,
  number: z.int32(),
  kind: z.enum(KINDS),
  year: z.int32().nullable(),
  state: z.enum(BATCH_STATES),
  mode: z.enum(["PARTIAL", "FULL"]),
  rows: count,
  new: count,
  changed: count,
  unchanged: count,
  quarantined: count,
  repaired: count,
  missing: count,
  applied: count,
  createdBy: z.string(),
  createdAt: instant,
});
export const batchPage = pageOf(batchSummary);
export const batch = batchSummary.extend({
  centers: z.array(z.int32()),
  loadsInclude: instant.nullable(),
  version: z.int32(),
  error: failure.nullable(),
  files: z.array(
    z.strictObject({
      id,
      filename: z.string(),
      size: count,
      sha256: hash,
      state: z.string(),
      rows: count.nullable(),
      error: failure.nullable(),
      columns: z
        .array(
          z.strictObject({
            column: z.string().describe("Excel's letter"),
            header: z.string(),
            field: z.string().nullable().describe("null: the column is not read"),
            match: z.enum(MATCHES).nullable().describe("How sure the field is"),
          }),
        )
        .describe("Empty before the check"),
      remembered: instant
        .nullable()
        .describe("When the uploader chose these columns for a file with the same headings"),
    }),
  ),
  issues: z.array(z.strictObject({ code: z.string(), severity: z.string(), count })),
  job: job.omit({ waitingFor: true }).nullable(),
  applyMode: z.enum(APPLY_MODES).describe("How it was applied, or is to be"),
  waitsFor: z
    .strictObject({ kind: z.enum(["RUN", "BATCH"]), id, number: z.int32(), since: instant })
    .nullable()
    .describe("Who has the pool while this batch waits for it"),
});

export const listBatchRows = z.strictObject({
  ...paging,
  show: z.enum(ROW_VIEWS).default("all"),
  code: z.string().max(64).optional().describe("Only rows with this finding"),
});
/** A row of a batch. */
export const batchRow = z.strictObject({
  id: z.string(),
  position: z.int32(),
  rowNo: z.int32().describe("Row of the sheet"),
  filename: z.string(),
  key: z.string().nullable().describe("National id (masked), mentor id …"),
  diff: z.enum(["NEW", "CHANGED", "UNCHANGED", "QUARANTINED"]),
  status: z.string(),
  cells: z.record(z.string(), z.string()),
  changes: openRecord.nullable().describe("{field: [old, new]}"),
  issues: z.array(
    z.strictObject({
      code: z.string(),
      severity: z.string(),
      field: z.string().nullable(),
      column: z.string().nullable(),
      value: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  version: z.int32(),
});
export const batchRowPage = pageOf(batchRow);

export const templateQuery = z.strictObject({
  lang: z.enum(["fa", "en"]).default("fa").describe("Language of headings, lists and help"),
});
export const chooseLayout = z.strictObject(layoutChoice);
export const chooseColumns = z.strictObject({
  version: z.int32().optional().describe("Of the batch that was looked at; another one is STALE_VERSION"),
  columns: columnFieldsSchema.describe(
    "{Excel's letter: field}; null leaves the column aside, a column not named is what is recognised, {} takes all back",
  ),
});

export const checkBatch = z.strictObject({
  mapping: z
    .record(z.string().max(200), z.string().max(40).nullable())
    .optional()
    .describe("{heading: field}; null leaves the column aside"),
  values: z
    .record(z.string().max(40), z.record(z.string().max(500), z.string().min(1).max(500)))
    .optional()
    .describe(
      "{field: {text of the file: text it stands for}}; replaces what was chosen before, {} takes all back",
    ),
  loadsInclude: instant.nullish(),
});
export const applyBatch = z.strictObject({
  version: z.int32().optional(),
  mode: z
    .enum(APPLY_MODES)
    .default("VALID")
    .describe(
      "ALL: all rows in one transaction, or none; refused (ALL_OR_NOTHING) while rows are quarantined",
    ),
  skipQuarantined: z.boolean().default(false),
  confirmMassChange: z.boolean().default(false),
  loadsInclude: instant.nullish(),
});
export const batchValues = z.strictObject({
  groups: z
    .array(
      z.strictObject({
        code: z.string(),
        field: z.string(),
        value: z.string(),
        rows: count,
        remembered: z.string().nullable().describe("What it stood for in the caller's last file of the kind"),
      }),
    )
    .describe("Values that keep rows out, most frequent first"),
  mapped: z.array(z.strictObject({ field: z.string(), value: z.string(), target: z.string(), rows: count })),
});
export const undoBatch = z.strictObject({
  version: z.int32().optional().describe("Of the batch that was looked at; another one is STALE_VERSION"),
});
export const undoReport = z.strictObject({
  batchId: id,
  state: z.enum(BATCH_STATES),
  reversed: count,
  kept: count,
  errored: count,
  reasons: z.array(z.strictObject({ code: z.string(), count })),
  left: z
    .array(
      z.strictObject({
        rowNo: z.int32(),
        key: z.string().describe("National ids are masked"),
        state: z.enum(["KEPT", "ERRORED"]),
        note: openRecord.describe(
          "{code, by, at, batch, run, fields}: why it stays, and who or what is behind it",
        ),
      }),
    )
    .describe("The first 200 rows that stay"),
});
export const batchState = z.strictObject({ batchId: id, state: z.enum(BATCH_STATES) });
