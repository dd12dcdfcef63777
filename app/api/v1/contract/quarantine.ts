import { z } from "zod";
import { KINDS } from "@/lib/intake/columns";
import { queueFilter } from "@/lib/intake/queue/schema";
import { TREND_BY } from "@/lib/intake/trend/schema";
import { SPECS } from "@/lib/lists/pages";
import { batchRow } from "./imports";
import { count, id, instant, pageOf, paging, sortBy } from "./shapes";

const owner = z.union([z.enum(["me", "nobody"]), id]);
const filter = {
  kind: queueFilter.kind.describe("One of the kinds of file, or several joined by commas"),
  code: queueFilter.code.describe("Only rows with this finding, or with one of several joined by commas"),
  owner: owner.optional().describe("me, nobody or the id of a user"),
  batch: id.optional(),
};
const rowId = z.string().regex(/^\d{1,18}$/);
const ids = z.array(rowId).min(1).max(1_000);

export const listQuarantine = z.strictObject({
  ...paging,
  sort: sortBy(SPECS.quarantine.sorts, SPECS.quarantine.defaultSort),
  ...filter,
});
export const quarantinePage = pageOf(
  batchRow.extend({
    batch: z.strictObject({ id, number: z.int32(), kind: z.enum(KINDS), state: z.string() }),
    owner: z.strictObject({ id, name: z.string() }).nullable().describe("Who has taken the row on"),
    waitingSince: instant,
  }),
);

export const assign = z.strictObject({
  to: owner.describe("me, nobody or the id of a user"),
  ids: ids.optional(),
  filter: z.strictObject(filter).optional().describe("Instead of ids: all rows of a filter"),
});
export const assigned = z.strictObject({
  done: count,
  left: z
    .array(z.strictObject({ id: z.string(), name: z.string(), reason: z.string() }))
    .describe("The first 200 rows that stay as they were: another centre has a say in them"),
});

export const retry = z.strictObject({
  ...filter,
  ids: ids.optional(),
  after: rowId.nullish().describe("`next` of the answer before"),
  confirmMassChange: z.boolean().default(false),
});
export const retried = z.strictObject({
  checked: count,
  ready: count.describe("Hold now and are applied with their batch"),
  applied: count.describe("Hold now and were stored at once, because their batch is applied already"),
  waiting: count,
  skipped: count.describe("Somebody works on the batch or has the pool, or it is not the caller's to change"),
  braked: z
    .array(
      z.strictObject({
        batchId: id,
        number: z.int32(),
        rows: count,
        changed: count,
        stored: count,
        alone: z.boolean().describe("The word must be somebody else's than the uploader's"),
      }),
    )
    .describe("Left as they were: more than 10 % of what is stored would change (confirmMassChange)"),
  left: count,
  next: z.string().nullable().describe("Send it as `after` to go on; null at the end"),
});

export const editRow = z.strictObject({
  version: z.int32().describe("Of the row that was looked at"),
  cells: z.record(z.string().max(40), z.string().max(32_767)).describe("{field: text}; the rest stays"),
});
export const editedRow = z.strictObject({
  status: z.string(),
  version: z.int32(),
  batchState: z.string(),
  issues: batchRow.shape.issues,
});
export const undoneEdit = z.strictObject({
  undone: editedRow
    .extend({
      rowId: z.string(),
      rowNo: z.int32(),
      fields: z.array(z.string()).describe("Those that read again as before"),
    })
    .nullable()
    .describe("null: the caller has no correction left in this batch"),
});
export const rejectRow = z.strictObject({ version: z.int32() });
export const rejectedRow = z.strictObject({ batchState: z.string() });

export const trendQuery = z.strictObject({
  by: z.enum(TREND_BY).default("kind").describe("What a source is: kind of file, uploader, or centre"),
  weeks: z.coerce.number().int().min(1).max(52).default(13),
  kind: z.enum(KINDS).optional(),
});
const shares = {
  rows: count,
  clean: count,
  repaired: count,
  held: count.describe("Needed somebody: kept out, left out, replaced, or corrected by hand"),
};
export const trend = z.strictObject({
  by: z.enum(TREND_BY),
  weeks: z.array(z.strictObject({ week: z.iso.date().describe("Its Saturday, in Tehran"), ...shares })),
  sources: z.array(
    z.strictObject({
      source: z.string().nullable(),
      ...shares,
      weeks: z.array(z.strictObject(shares)),
      codes: z.array(z.strictObject({ code: z.string(), severity: z.string(), rows: count })),
    }),
  ),
});
