import { z } from "zod";
import { KINDS } from "../columns";

/** Whose rows: one's own, nobody's, or a person's. */
const owner = z.union([z.enum(["me", "nobody"]), z.uuid()]);

const anyKind = `(?:${KINDS.join("|")})`;

/** What the queue of quarantined rows can be narrowed to. */
export const queueFilter = {
  /** Several joined by commas, as in an address. */
  kind: z
    .string()
    .regex(new RegExp(`^${anyKind}(?:,${anyKind})*$`))
    .optional(),
  /** Several joined by commas. */
  code: z.string().max(2_000).optional(),
  owner: owner.optional(),
  batch: z.uuid().optional(),
};
const rowId = z.string().regex(/^\d{1,18}$/);
/** Rows that are named one by one in a single call. */
export const NAMED_ROWS = 1_000;
export const rowIds = z.array(rowId).min(1).max(NAMED_ROWS);

/** Who is to answer for rows: these, or all of a filter but some. */
export const assignRowsSchema = z
  .object({
    to: owner,
    ids: rowIds.optional(),
    filter: z.object(queueFilter).optional(),
    except: z.array(rowId).max(NAMED_ROWS).optional(),
  })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), {
    path: ["ids"],
    message: "required",
  });
export type AssignRows = z.infer<typeof assignRowsSchema>;
