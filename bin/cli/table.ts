const WIDE = /[\u0300-\u036f\u064b-\u065f\u200b-\u200f]/g;
const widthOf = (text: string): number => text.replace(WIDE, "").length;

/** Lines of a table for the terminal: a heading, a rule, the rows; columns as wide as they need to be. */
export const table = (
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): readonly string[] => {
  const cells = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ""))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - widthOf(cell)))
      .join("  ")
      .trimEnd();
  const [first = [], ...rest] = cells;
  return [line(first), widths.map((width) => "─".repeat(width)).join("  "), ...rest.map(line)];
};
