import { crc32, deflateRawSync } from "node:zlib";

export type Cell = string | number | boolean | null | { readonly xml: string };
export type SheetOptions = {
  name?: string;
  hidden?: boolean;
  rows?: readonly (readonly Cell[])[];
  xml?: string;
};
type ZipPart = {
  name: string;
  data: Buffer | string;
  method?: 0 | 8;
  flags?: number;
  size?: number;
  crc?: number;
};

/** A zip by hand, so that tests can lie in it: every header field of a part may be given. */
export const makeZip = (parts: readonly ZipPart[]): Buffer => {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, method = 8, flags = 0x800, size, crc } of parts) {
    const raw = Buffer.from(data as string);
    const packed = method === 8 ? deflateRawSync(raw, { level: 6 }) : raw;
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(crc ?? crc32(raw), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(size ?? raw.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\0", "latin1"), fields, place, Buffer.from(name));
    const body = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), fields, Buffer.from(name), packed]);
    bodies.push(body);
    offset += body.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, entries, end]);
};

const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c] ?? c);

const letter = (column: number): string =>
  (column >= 26 ? letter(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26));

const cellXml = (cell: Cell, ref: string): string => {
  if (cell === null || cell === "") return "";
  if (typeof cell === "object") return cell.xml.replace("<c", `<c r="${ref}"`);
  if (typeof cell === "number") return `<c r="${ref}"><v>${cell}</v></c>`;
  if (typeof cell === "boolean") return `<c r="${ref}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  return `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell)}</t></is></c>`;
};

const sheetXml = ({ rows = [], xml }: SheetOptions): string =>
  xml ??
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
    .map(
      (row, r) => `<row r="${r + 1}">${row.map((c, i) => cellXml(c, `${letter(i)}${r + 1}`)).join("")}</row>`,
    )
    .join("")}</sheetData></worksheet>`;

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export type BookOptions = {
  date1904?: boolean;
  strings?: string;
  /** Number format codes; cell style n+1 has the nth. */
  formats?: readonly string[];
  /** Further parts, or replacements by name. */
  parts?: readonly ZipPart[];
};

/** The parts of a small workbook, for tests that change one of them. */
export const bookParts = (sheets: readonly SheetOptions[], options: BookOptions = {}): ZipPart[] => {
  const formats = options.formats ?? [];
  const parts: ZipPart[] = [
    { name: "[Content_Types].xml", data: "<Types/>" },
    {
      name: "_rels/.rels",
      data: `<Relationships><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: "xl/workbook.xml",
      data: `<workbook xmlns:r="${OFFICE}"><workbookPr date1904="${options.date1904 ? 1 : 0}"/><sheets>${sheets
        .map((s, i) => {
          const state = s.hidden ? ' state="hidden"' : "";
          return `<sheet name="${escapeXml(s.name ?? `Sheet${i + 1}`)}" sheetId="${i + 1}"${state} r:id="s${i + 1}"/>`;
        })
        .join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      data: `<Relationships>${sheets
        .map(
          (_, i) =>
            `<Relationship Id="s${i + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
        )
        .join(
          "",
        )}<Relationship Id="x1" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/>${`<Relationship Id="x2" Type="${OFFICE}/styles" Target="/xl/styles.xml"/>`}</Relationships>`,
    },
    { name: "xl/sharedStrings.xml", data: `<sst>${options.strings ?? ""}</sst>` },
    {
      name: "xl/styles.xml",
      data: `<styleSheet><numFmts>${formats
        .map((code, i) => `<numFmt numFmtId="${200 + i}" formatCode="${escapeXml(code)}"/>`)
        .join(
          "",
        )}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
        .map((_, i) => `<xf numFmtId="${200 + i}"/>`)
        .join("")}<xf numFmtId="14"/></cellXfs></styleSheet>`,
    },
    ...sheets.map((sheet, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, data: sheetXml(sheet) })),
  ];
  const replaced = new Set(options.parts?.map((part) => part.name));
  return [...parts.filter((part) => !replaced.has(part.name)), ...(options.parts ?? [])];
};

/** A workbook from rows of cells, without any library: one sheet, or several. */
export const makeXlsx = (sheets: readonly SheetOptions[], options: BookOptions = {}): Buffer =>
  makeZip(bookParts(sheets, options));

/** One visible sheet with these rows. */
export const xlsxOf = (rows: readonly (readonly Cell[])[]): Buffer => makeXlsx([{ rows }]);

/** A CSV file with these rows, every field quoted. */
export const csvOf = (rows: readonly (readonly Cell[])[], { bom = false, eol = "\r\n" } = {}): Buffer =>
  Buffer.from(
    (bom ? "\ufeff" : "") +
      rows.map((row) => row.map((c) => `"${String(c ?? "").replace(/"/g, '""')}"`).join(",") + eol).join(""),
  );
