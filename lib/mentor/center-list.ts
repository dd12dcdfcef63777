import { type CodeBook, note, type RowReading, textOf } from "@/lib/shared/row";
import { compactKey } from "@/lib/shared/text";

const resolve = (token: string, centers: CodeBook): number | null => {
  if (/^\d{1,9}$/.test(token)) return centers.codes.has(Number(token)) ? Number(token) : null;
  return centers.byName.get(compactKey(token)) ?? null;
};

/**
 * Codes of a list of centres, by code or name, ascending; null when any part of it is unknown. Commas separate, spaces
 * and «و» too where no name holds them. Source: Domain §7.
 */
export const parseCenterList = (text: string, centers: CodeBook): number[] | null => {
  const codes = new Set<number>();
  for (const part of text
    .split(/[,،;؛|/+]+/)
    .map((t) => t.trim())
    .filter((t) => t !== "")) {
    const whole = resolve(part, centers);
    const words = whole === null ? part.split(" ").filter((word) => word !== "" && word !== "و") : [part];
    for (const word of words) {
      const code = resolve(word, centers);
      if (code === null) return null;
      codes.add(code);
    }
  }
  return [...codes].sort((a, b) => a - b);
};

/** Reads a list of centres into the row; a part that is unknown is `CENTERS_UNKNOWN`. Blank is an empty list. */
export const readCenterList = (row: RowReading, field: string, centers: CodeBook): void => {
  const codes = parseCenterList(textOf(row, field), centers);
  if (codes === null) note(row, "CENTERS_UNKNOWN", field);
  else row.value[field] = codes;
};
