import { type FieldTexts, type ParsedRow, readRow } from "@/lib/shared/row";
import { readCounter, readNationalId } from "./parse-row";

/** Reads a row of the counter roster: a national id and the number that person has. Source: Domain §7. */
export const parseCounterRow = (texts: FieldTexts): ParsedRow => {
  const row = readRow(texts);
  const key = readNationalId(row, "nationalId");
  readCounter(row);
  if (!row.isFilled("counter")) row.note("COUNTER_INVALID", "counter");
  return { key, value: row.value, defaults: {}, issues: row.issues };
};
