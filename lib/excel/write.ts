import { escapeXml, sheetXml, type TextSheet } from "./sheet-xml";
import { type ZipPart, zipBytes } from "./zip-writer";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/** Document dates are fixed: the same cells give the same bytes. Source: Contracts §9. */
const DATE = "1980-01-01T00:00:00Z";

/**
 * A workbook as a stream of bytes: every cell is text (in place, formatted `@`, so leading zeros survive an edit), headings
 * bold and frozen. Rows are pulled page by page, nothing is kept; equal sheets give equal bytes at any time.
 */
export const workbookBytes = (sheets: readonly TextSheet[]): AsyncGenerator<Buffer, void, undefined> =>
  bookBytes(sheets.map((sheet) => ({ name: sheet.name, chunks: sheetXml(sheet) })));

/** A workbook around sheets that are XML already, as a stream of bytes. */
export const bookBytes = (
  sheets: readonly { readonly name: string; readonly chunks: AsyncIterable<string> }[],
): AsyncGenerator<Buffer, void, undefined> => {
  const frame = (name: string, xml: string): ZipPart => ({ name, chunks: [DECLARATION + xml] });
  const names = sheets.map((sheet) => sheet.name);
  return zipBytes([
    frame("[Content_Types].xml", contentTypes(names)),
    frame("_rels/.rels", rootRelations),
    frame("docProps/app.xml", appProperties),
    frame("docProps/core.xml", coreProperties),
    frame("xl/workbook.xml", workbook(names)),
    frame("xl/_rels/workbook.xml.rels", workbookRelations(names)),
    frame("xl/styles.xml", styles),
    ...sheets.map((sheet, i) => ({ name: `xl/worksheets/sheet${i + 1}.xml`, chunks: sheet.chunks })),
  ]);
};

const contentTypes = (names: readonly string[]): string =>
  `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${KIND}.sheet.main+xml"/>${names
    .map(
      (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${KIND}.worksheet+xml"/>`,
    )
    .join(
      "",
    )}<Override PartName="/xl/styles.xml" ContentType="${KIND}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>`;

const rootRelations = `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="${RELATIONS}/extended-properties" Target="docProps/app.xml"/></Relationships>`;

const appProperties = `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Takhsis</Application></Properties>`;

const coreProperties = `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>Takhsis</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${DATE}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${DATE}</dcterms:modified></cp:coreProperties>`;

const workbook = (names: readonly string[]): string =>
  `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${names
    .map((name, i) => `<sheet name="${escapeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`)
    .join("")}</sheets></workbook>`;

const workbookRelations = (names: readonly string[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${names
    .map(
      (_, i) =>
        `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
    )
    .join(
      "",
    )}<Relationship Id="rId${names.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`;

/** Style 0 is Excel's own, 1 is text, 2 a heading, 3 a mistake, 4 a doubt, all in text (the sheets' writers name them). */
const styles = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFF9C9C"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFE3A3"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1"/><xf numFmtId="49" fontId="0" fillId="3" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
