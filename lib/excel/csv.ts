import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { fileError, LIMITS } from "./limits";
import type { SheetRow } from "./sheet";

const BATCH = 1_000;
const TITLE_ROWS = 100;
const SNIFF_BYTES = 64 * 1024;

/** Text of a CSV file; anything but UTF-8 (with or without BOM) is `ENCODING`. */
const decodeUtf8 = (bytes: Buffer): string => {
  if (bytes.includes(0)) throw fileError("ENCODING");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw fileError("ENCODING", {}, error);
  }
};

/** The separator that the first filled line uses most, outside quotes; Excel writes `;` or a tab in some languages. */
const sniffDelimiter = (text: string): string => {
  const line =
    text
      .slice(0, SNIFF_BYTES)
      .split(/\r?\n/)
      .find((l) => /[^\s,;]/.test(l)) ?? "";
  const bare = line.replace(/"[^"]*"/g, "");
  const count = (delimiter: string): number => bare.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, next) => (count(next) > count(best) ? next : best), ",");
};

/**
 * Rows of a CSV file in batches, blank ones left out; `rowNo` is the row Excel would show. Refuses other encodings
 * (`ENCODING`), broken quotes (`FILE_DAMAGED`) and what is beyond the limits of Contracts §5.
 */
export async function* readCsv(bytes: Buffer): AsyncGenerator<SheetRow[]> {
  const text = decodeUtf8(bytes);
  const parser = parse({
    delimiter: sniffDelimiter(text),
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: LIMITS.columns * LIMITS.cellCharacters,
  });
  const records = Readable.from(pieces(text)).pipe(parser);
  let batch: SheetRow[] = [];
  let rowNo = 0;
  let filled = 0;
  try {
    for await (const record of records as AsyncIterable<string[]>) {
      rowNo += 1;
      const cells = toCells(record);
      if (cells.length === 0) continue;
      filled += 1;
      if (filled > LIMITS.rows + TITLE_ROWS) throw fileError("TOO_MANY_ROWS", { max: LIMITS.rows });
      batch.push({ rowNo, cells });
      if (batch.length < BATCH) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw fileError(error.code === "CSV_MAX_RECORD_SIZE" ? "CELL_TOO_LARGE" : "FILE_DAMAGED", {}, error);
    throw error;
  }
  if (batch.length > 0) yield batch;
}

function* pieces(text: string): Generator<string> {
  const size = 256 * 1024;
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

const toCells = (record: readonly string[]): (string | undefined)[] => {
  const cells: (string | undefined)[] = [];
  record.forEach((value, column) => {
    if (value.trim() === "") return;
    if (column >= LIMITS.columns) throw fileError("TOO_MANY_COLUMNS", { max: LIMITS.columns });
    if (value.length > LIMITS.cellCharacters) throw fileError("CELL_TOO_LARGE");
    cells[column] = value;
  });
  return cells;
};
