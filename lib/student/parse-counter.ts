import { type FieldTexts, isFilled, note, type ParsedRow, parsedAs, readRow } from "@/lib/shared/row";
import { readCounter, readNationalId } from "./parse-row";

/** Reads a row of the counter roster: a national id and the number that person has. Source: Domain §7. */
export const parseCounterRow = (texts: FieldTexts): ParsedRow => {
  const row = readRow(texts);
  const key = readNationalId(row, "nationalId");
  readCounter(row);
  if (!isFilled(row, "counter")) note(row, "COUNTER_INVALID", "counter");
  return parsedAs(row, key);
};
