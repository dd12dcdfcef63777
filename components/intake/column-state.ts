import { COLUMNS, type Kind } from "@/lib/intake/columns";
import { type Decision, decideColumns } from "@/lib/intake/mapping/decide";
import { type ColumnFields, columnIndex, toChoices } from "@/lib/intake/mapping/letters";

type Column = { readonly column: string; readonly header: string; readonly field: string | null };

export type Question = {
  readonly field: string;
  /** Letters of the columns in the order in which they are asked. */
  readonly letters: readonly string[];
  /** They claim the field with the same right: nothing is read before one is chosen. */
  readonly open: boolean;
};

export type ColumnState = {
  readonly decision: Decision;
  /** Fields that several columns fill, where somebody must say or has said so by hand. */
  readonly questions: readonly Question[];
  /** Letter of the column that is asked first, of each field that several fill in turn. */
  readonly firstOf: Readonly<Record<string, string>>;
  /** What is to be said to the server: columns that are not what is recognised. */
  readonly asked: ColumnFields;
  /** How many columns differ from what the page came with. */
  readonly changed: number;
};

/** What the columns are when the page comes, by letter. */
export const startOf = (columns: readonly Column[]): ColumnFields =>
  Object.fromEntries(columns.map(({ column, field }) => [column, field]));

/** What a choice comes to, decided as the server decides. */
export const judgeColumns = (kind: string, columns: readonly Column[], fields: ColumnFields): ColumnState => {
  const known = COLUMNS[kind as Kind];
  const headers = columns.map(({ column, header }) => ({ column: columnIndex(column), header }));
  const letters = new Map(columns.map(({ column }) => [columnIndex(column), column]));
  const letterOf = (index: number): string => letters.get(index) ?? "";
  const recognised = new Map(
    decideColumns(headers, known).columns.map(({ column, field }) => [letterOf(column), field]),
  );
  const fieldOf = (letter: string): string | null => fields[letter] ?? null;
  const asked = Object.fromEntries(
    columns.flatMap(({ column }) =>
      fieldOf(column) === (recognised.get(column) ?? null) ? [] : [[column, fieldOf(column)]],
    ),
  );
  const decision = decideColumns(headers, known, { choices: toChoices(headers, asked) ?? [] });
  return {
    decision,
    questions: decision.shared.flatMap(({ field, columns: all, rivals }): Question[] => {
      const open = rivals.length > 0;
      const among = (open ? rivals : all).map(letterOf);
      return open || among.some((letter) => letter in asked) ? [{ field, letters: among, open }] : [];
    }),
    firstOf: Object.fromEntries(
      decision.shared.flatMap(({ field, rivals, columns: [first = -1] }) =>
        rivals.length > 0 ? [] : [[field, letterOf(first)]],
      ),
    ),
    asked,
    changed: columns.filter(({ column, field }) => fieldOf(column) !== field).length,
  };
};
