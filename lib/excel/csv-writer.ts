import type { TextRow } from "./sheet-xml";

const quoted = (cell: string): string => (cell.includes('"') ? cell.replaceAll('"', '""') : cell);

const line = (row: TextRow, columns: number): string => {
  let text = "";
  for (let i = 0; i < columns; i += 1) text += `${i === 0 ? "" : ","}"${quoted(row[i] ?? "")}"`;
  return `${text}\r\n`;
};

/** A csv as a stream of bytes: UTF-8 without BOM, every field quoted, CRLF, headings first. Source: Domain §8. */
export async function* csvBytes(
  header: readonly string[],
  pages: Iterable<readonly TextRow[]> | AsyncIterable<readonly TextRow[]>,
): AsyncGenerator<Buffer, void, undefined> {
  yield Buffer.from(line(header, header.length));
  for await (const page of pages)
    if (page.length > 0) yield Buffer.from(page.map((row) => line(row, header.length)).join(""));
}
