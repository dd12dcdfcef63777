import { AppError } from "@/lib/shared/errors";

/** Where a page begins. A cursor is opaque to callers: only what we gave out comes back. */
export const offsetOf = (cursor: string | undefined): number => {
  if (cursor === undefined) return 0;
  const [, digits] = /^after:(\d{1,9})$/.exec(Buffer.from(cursor, "base64url").toString("latin1")) ?? [];
  if (digits === undefined) throw new AppError("INVALID_INPUT", { fields: { cursor: "invalid" } });
  return Number(digits);
};

type Asked = { cursor?: string | undefined; limit: number };

/** A page of a list as REST answers it: its items, the cursor of the next one or null, and how many there are in all. */
export const toPage = <Row, Item>(
  asked: Asked,
  found: { rows: readonly Row[]; total: number },
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null; total: number } => {
  const end = offsetOf(asked.cursor) + found.rows.length;
  const nextCursor =
    end < found.total && found.rows.length > 0 ? Buffer.from(`after:${end}`).toString("base64url") : null;
  return { items: found.rows.map(toItem), nextCursor, total: found.total };
};
