import type { Reader } from "@/lib/db/tx";
import type { Kind } from "../columns";
import type { Chosen } from "../header";
import { type ColumnChoice, headingSet, type Memory } from "./choice";
import type { ChosenColumns } from "./decide";
import { columnChoicesSchema } from "./schema";

/** A person's newest choices are looked at; nobody has files of more kinds of headings. */
const MEMORY_MAX = 200;

/** What a person chose for the columns of files of a kind, by the set of headings. */
export const readMemory = async (
  reader: Reader,
  { owner, kind }: { owner: string; kind: Kind },
): Promise<Memory> => {
  const rows = await reader.headingChoice.findMany({
    where: { owner, kind },
    orderBy: { at: "desc" },
    take: MEMORY_MAX,
  });
  return new Map(
    rows.map(({ headings, columns, at, ownerName }) => [
      headingSet(headings),
      {
        headings,
        columns: columnChoicesSchema.parse(columns),
        at: at.toISOString(),
        byId: owner,
        by: ownerName,
      },
    ]),
  );
};

/** The decisions about the columns of this very file; undefined where nobody made any. */
export const columnsOf = (file: { readonly choice: unknown }): ColumnChoice[] | undefined =>
  columnChoicesSchema.optional().parse((file.choice as { columns?: unknown } | null)?.columns);

type Asked = {
  readonly file: { readonly choice: unknown };
  readonly kind: Kind;
  /** Headings named in advance for the whole batch. */
  readonly headings: ChosenColumns | undefined;
  /** Who sent the file; null = the command line, which remembers nothing. */
  readonly owner: string | null;
};

/** What is known about a file's columns besides the synonyms: decisions about it, else what was named, else what is remembered. */
export const readChosen = async (reader: Reader, { file, kind, headings, owner }: Asked): Promise<Chosen> => {
  const columns = columnsOf(file);
  if (columns !== undefined) return { columns };
  if (headings !== undefined || owner === null) return { headings };
  return { memory: await readMemory(reader, { owner, kind }) };
};
