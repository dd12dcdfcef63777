import type { FieldValue, RowValue } from "@/lib/shared/row";

/** Old and new of each field that differs. */
export type Changes = Readonly<Record<string, readonly [FieldValue, FieldValue]>>;

const isSame = (a: FieldValue, b: FieldValue): boolean => {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((item, i) => item === b[i]);
};

/** Fields that follow from others; they are no change of their own. */
const DERIVED_KEYS: ReadonlySet<string> = new Set(["searchKey", "nameKey"]);

/** What a record would change in the stored one, field by field; fields it does not hold stay. Source: Contracts §5. */
export const diffRecord = (stored: RowValue, next: RowValue): Changes =>
  Object.fromEntries(
    Object.entries(next).flatMap(([field, value]) => {
      const old = stored[field] ?? null;
      return DERIVED_KEYS.has(field) || isSame(old, value) ? [] : [[field, [old, value] as const]];
    }),
  );
