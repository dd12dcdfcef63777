import type { Staff } from "@/lib/auth/permissions";
import type { Reader } from "@/lib/db/tx";
import type { FieldTexts, RowValue } from "@/lib/shared/row";
import { readSources, type Sources } from "@/lib/shared/sources";
import type { Kind } from "../columns";
import { type Judged, judgeRow } from "../judge";
import { readKeptRow } from "../read-row";
import { readStored } from "../records/queries";
import { readReference } from "../reference/queries";

export type Typed = {
  readonly kind: Extract<Kind, "students" | "mentors">;
  /** National id or mentor id, as text. */
  readonly key: string;
  readonly year: number;
  /** Fields that were typed, as they would stand in a file. */
  readonly cells: FieldTexts;
  /** Fields a row of this kind cannot do without: their stored values stand where nothing was typed. */
  readonly required: readonly string[];
};

export type ByHand = Judged & { readonly stored: RowValue | null; readonly sources: Sources };

const IDENTITY = { students: "nationalId", mentors: "id" } as const;

const textOf = (value: unknown): string => (value == null ? "" : String(value));

/**
 * Judges what a person typed as a row of a file that speaks of nothing else: the same reading, the same rules. A person's own
 * word is not weighed against an earlier word of a person. Source: Contracts §5.
 */
export const judgeByHand = async (
  reader: Reader,
  actor: Staff,
  { kind, key, year, cells, required }: Typed,
): Promise<ByHand> => {
  const reference = await readReference(reader, year);
  const view = { kind, year, loadsInclude: null } as const;
  const stored = (await readStored(reader, [key], view)).get(key) ?? null;
  const texts = Object.fromEntries(required.map((field) => [field, textOf(stored?.[field])]));
  const parsed = readKeptRow({ [IDENTITY[kind]]: key, ...texts, ...cells }, { kind, reference, map: {} });
  const bare = stored === null ? null : { ...stored, sources: "{}" };
  const context = { ...view, scope: actor.centers, reference, counterOwners: new Map<string, string>() };
  return { ...judgeRow(parsed, bare, context), stored, sources: readSources(stored) };
};
