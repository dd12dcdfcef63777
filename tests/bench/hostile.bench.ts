import { startParser } from "@/lib/excel/parser";
import { openWorkbook } from "@/lib/excel/read";
import { bookParts, csvOf, makeXlsx, makeZip, xlsxOf } from "../support/workbook";

const MB = 1_048_576;
const BAR_MS = 1_000;
const BOMB_MS = 200;

const random = (length: number): string => {
  let state = length;
  let text = "";
  while (text.length < length) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    text += state.toString(36);
  }
  return text.slice(0, length);
};
const sheetOf = (rows: string): Buffer =>
  makeXlsx([{ xml: `<worksheet><sheetData>${rows}</sheetData></worksheet>` }]);
const good = xlsxOf(Array.from({ length: 2_000 }, (_, i) => [i, `نام ${i}`]));
const ole = (stream: string): Buffer =>
  Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600), Buffer.from(stream, "utf16le")]);
const oneCellRows = Array.from(
  { length: 1_000_000 },
  (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${i}</v></c></row>`,
).join("");
const noise = Buffer.from(random(8 * MB));
const shell = makeZip([...bookParts([{}]), { name: "xl/media/a.bin", data: Buffer.alloc(400 * MB) }]);

/** Every file that means harm, the code it must end with, and how long it may take. */
const FILES: readonly [what: string, bytes: Buffer, name: string, code: string, bar: number][] = [
  ["a million one-cell rows", sheetOf(oneCellRows), "f.xlsx", "TOO_MANY_ROWS", BAR_MS],
  [
    "a cell at XFD1048576",
    sheetOf('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "f.xlsx",
    "TOO_MANY_COLUMNS",
    BAR_MS,
  ],
  [
    "16,384 columns",
    xlsxOf([Array.from({ length: 16_384 }, (_, i) => i)]),
    "f.xlsx",
    "TOO_MANY_COLUMNS",
    BAR_MS,
  ],
  [
    "a 10 MB cell",
    sheetOf(`<row r="1"><c t="inlineStr"><is><t>${random(10 * MB)}</t></is></c></row>`),
    "f.xlsx",
    "CELL_TOO_LARGE",
    BAR_MS,
  ],
  [
    "entity tricks",
    makeXlsx([
      {
        xml: '<!DOCTYPE a [<!ENTITY x "yyyy"><!ENTITY y "&x;&x;">]><worksheet><sheetData><row r="1"><c t="str"><v>&y;</v></c></row></sheetData></worksheet>',
      },
    ]),
    "f.xlsx",
    "FILE_DAMAGED",
    BAR_MS,
  ],
  [
    "a name that climbs out",
    makeXlsx([{}], { parts: [{ name: "../../x", data: "x" }] }),
    "f.xlsx",
    "FILE_DAMAGED",
    BAR_MS,
  ],
  ["cut in the middle", good.subarray(0, good.length / 2), "f.xlsx", "FILE_DAMAGED", BAR_MS],
  ["with a password", ole("EncryptedPackage"), "f.xlsx", "FILE_ENCRYPTED", BAR_MS],
  ["html called .xlsx", Buffer.from(`<html>${"<td>".repeat(MB)}`), "f.xlsx", "FILE_TYPE", BAR_MS],
  ["csv called .xlsx", csvOf([["a", "b"]]), "f.xlsx", "FILE_TYPE", BAR_MS],
  ["an old .xls", ole("Workbook"), "f.xls", "FILE_TYPE", BAR_MS],
  ["a bomb", shell, "f.xlsx", "FILE_BOMB", BOMB_MS],
  [
    "a bomb in a zip",
    makeZip([{ name: "a.csv", data: Buffer.concat([noise, Buffer.alloc(90 * MB, 97)]) }]),
    "f.zip",
    "FILE_BOMB",
    BOMB_MS,
  ],
];

const codeOf = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work();
    return "read";
  } catch (error) {
    return String((error as { code?: string }).code);
  }
};

/** Upload and reading as the product does them: the gate where the bytes arrive, the cells in a process of their own. */
const take = async (bytes: Buffer, name: string): Promise<void> => {
  await openWorkbook(bytes, name);
  const parser = startParser();
  try {
    const book = await parser.open(bytes, name);
    for (const sheet of book.sheets) for await (const _ of sheet.rows());
  } finally {
    parser.close();
  }
};

/** The longest time in which this process answers nobody while a hostile file is read. */
const longestPause = async (work: () => Promise<unknown>): Promise<number> => {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  await work();
  clearInterval(timer);
  return Math.round(longest);
};

/** Refusals of files that mean harm. Source: Design §9, Contracts §5. */
export const bench = {
  name: "hostile",
  run: async () => {
    await take(good, "f.xlsx");
    const rows = [];
    for (const [what, bytes, name, code, bar] of FILES) {
      const started = performance.now();
      const told = await codeOf(() => take(bytes, name));
      const value = Math.round(performance.now() - started);
      rows.push({
        what: `${what} → ${told}${told === code ? "" : ` instead of ${code}`}`,
        value,
        bar,
        unit: "ms",
      });
    }
    const [, worst = good] = FILES[0] ?? [];
    const pause = await longestPause(() => codeOf(() => take(worst, "f.xlsx")));
    rows.push({ what: "longest pause of everybody else meanwhile", value: pause, bar: BOMB_MS, unit: "ms" });
    return rows;
  },
};
