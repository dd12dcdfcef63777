import type { ImportFile } from "@db";
import type { Reader } from "@/lib/db/tx";
import { type FileCode, fileError } from "@/lib/excel/limits";
import { type Parser, startParser } from "@/lib/excel/parser";
import { bytesOf } from "../../batch/commands";
import type { Kind } from "../../columns";
import type { Chosen } from "../../header";
import { normaliseRow } from "../../normalise";
import { readOrigin } from "../../problem-columns";
import { type CellRow, type EarlierFile, findEarlier, readAgain, readingOf } from "../again/queries";
import type { Layout } from "../layout";
import { type OpenFile, openFile, type Place } from "../queries";

export type { CellRow };

/** Processes for reading one workbook each: one may be started before it is known what for. */
export const parsersAhead = () => {
  let ahead: Parser | null = null;
  return {
    prepare: (): void => {
      ahead ??= startParser();
    },
    take: (): Parser => {
      const parser = ahead ?? startParser();
      ahead = null;
      return parser;
    },
    close: (): void => ahead?.close(),
  };
};
export type Parsers = ReturnType<typeof parsersAhead>;

/** Where the rows of a file come from. */
export type RowSource = { readonly layout: () => Layout; readonly close: () => void } & (
  | {
      readonly ok: true;
      readonly rows: AsyncIterable<CellRow[]>;
      /** Once all rows were read: the digest under which they stand for the file, null when they say less than its cells. */
      readonly reading: (rowCount: number) => Promise<string | null>;
    }
  | { readonly ok: false; readonly error: Error }
);

type Wanted = {
  readonly file: ImportFile;
  readonly kind: Kind;
  readonly chosen: Chosen;
  readonly rowsMax: number;
  readonly parsers: Parsers;
  /** No other file comes after it. */
  readonly isLast: boolean;
};

/**
 * Opens a file for its rows: bytes that were read before in the same way are not read again, their stored rows are. The check
 * that follows is the same for both. Throws the codes of a file.
 */
export const openSource = async (reader: Reader, wanted: Wanted): Promise<RowSource> => {
  const reading = readingOf(wanted);
  const earlier = await findEarlier(reader, wanted.file, reading);
  return earlier === null
    ? await openBytes(wanted, reading)
    : storedRows(reader, wanted, { earlier, reading });
};

const storedRows = (
  reader: Reader,
  { file, ...wanted }: Wanted,
  { earlier, reading }: { earlier: EarlierFile; reading: string },
): RowSource => ({
  ok: true,
  layout: () => earlier.layout,
  rows: readAgain(reader, earlier, wanted),
  reading: async (rowCount) => {
    const still = await findEarlier(reader, file, reading);
    if (still === null || rowCount !== earlier.rowCount)
      throw new Error("the rows of an earlier file changed");
    return reading;
  },
  close: () => undefined,
});

const openBytes = async (wanted: Wanted, reading: string): Promise<RowSource> => {
  const { file, kind, chosen, parsers, isLast } = wanted;
  const parser = parsers.take();
  const { close } = parser;
  try {
    const place = file.choice as Place | null;
    const asked = { filename: file.filename, kind, chosen, place };
    const open = await openFile(parser, await bytesOf(file.sha256), asked);
    if (!isLast) parsers.prepare();
    if (!open.ok) {
      const { layout, code, details } = open;
      return { ok: false, error: fileError(code as FileCode, details), layout: () => layout, close };
    }
    const cells = cellsOf(open);
    return { ...cells, ok: true, layout: open.layout, close, reading: async () => cells.says(reading) };
  } catch (error) {
    close();
    throw error;
  }
};

/** The rows of an open file by field, and whether they say all that its cells did. */
const cellsOf = ({ fields, mapping, originColumn, rows: sheetRows }: OpenFile) => {
  // Where a field may come from several columns, a row does not keep which one it was.
  let isWhole = [...mapping.byField.values()].every((columns) => columns.length === 1);
  async function* rows(): AsyncGenerator<CellRow[]> {
    for await (const page of sheetRows)
      yield page.map(({ rowNo, ...row }) => {
        // Nor that a value was worked out by a formula.
        if (row.formulas !== undefined) isWhole = false;
        const origin = originColumn === null ? null : readOrigin(row.cells[originColumn]);
        return { rowNo, origin, normal: normaliseRow(row, fields, mapping) };
      });
  }
  return { rows: rows(), says: (reading: string): string | null => (isWhole ? reading : null) };
};
