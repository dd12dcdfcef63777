import { AppError } from "@/lib/shared/errors";

type Place = { cursor?: string | undefined; sort?: string | undefined };
const PLACE = /^after:(\d{1,9})(?::(-?[A-Za-z]{1,40}))?$/;

/**
 * Where a page begins. A cursor is opaque to callers: only what we gave out comes back, and only to the order it was given out
 * in: in another one it would skip some rows and repeat others. Throws `INVALID_INPUT`.
 */
export const offsetOf = ({ cursor, sort }: Place): number => {
  if (cursor === undefined) return 0;
  const [, digits, order] = PLACE.exec(Buffer.from(cursor, "base64url").toString("latin1")) ?? [];
  if (digits === undefined) throw new AppError("INVALID_INPUT", { fields: { cursor: "invalid" } });
  if (order !== sort) throw new AppError("INVALID_INPUT", { fields: { cursor: "other_sort" } });
  return Number(digits);
};

type KeyOf<Sort extends string> = Sort extends `-${infer Key}` ? Key : Sort;

/** An asked order taken apart: `-name` is by name, descending. */
export const orderOf = <Sort extends string>(sort: Sort): { key: KeyOf<Sort>; desc: boolean } => ({
  key: sort.replace(/^-/, "") as KeyOf<Sort>,
  desc: sort.startsWith("-"),
});

type Asked = Place & { limit: number };

/** A page of a list as REST answers it: its items, the cursor of the next one or null, and how many there are in all. */
export const toPage = <Row, Item>(
  asked: Asked,
  found: { rows: readonly Row[]; total: number },
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null; total: number } => {
  const end = offsetOf(asked) + found.rows.length;
  const place = asked.sort === undefined ? `after:${end}` : `after:${end}:${asked.sort}`;
  const more = end < found.total && found.rows.length > 0;
  const nextCursor = more ? Buffer.from(place).toString("base64url") : null;
  return { items: found.rows.map(toItem), nextCursor, total: found.total };
};
