import type { FieldValue, RowValue } from "@/lib/shared/row";
import { isEdit, readSources, type Sources } from "@/lib/shared/sources";
import type { Kind } from "../columns";
import type { Changes } from "../diff";

/** An applied row that is to be taken back. */
export type AppliedRow = {
  readonly id: bigint;
  readonly position: number;
  readonly rowNo: number;
  readonly key: string;
  readonly diff: "NEW" | "CHANGED" | "UNCHANGED";
  readonly changes: Changes | null;
  readonly replaced: Sources | null;
  /** The load the file gave, where a mentor's row gave one. */
  readonly baseLoad: number | null;
};

/** What has happened to a record since the batch wrote it. */
export type Since = {
  /** A later batch that wrote it: its number and when. */
  readonly batch: { readonly number: number; readonly at: string } | null;
  /** A placement made since, or for a new record any at all: the run's number, null = by hand. */
  readonly placed: { readonly run: number | null; readonly at: string } | null;
  /** The last thing a person did to it. */
  readonly person: { readonly by: string; readonly at: string } | null;
  /** Something else of the database refers to it. */
  readonly referred: boolean;
  /** It has a counter, which it keeps for ever. */
  readonly counter: boolean;
  /** Assignments counted in this batch that ended since: each took one off the base load. */
  readonly endedCounted: number;
};

/** Nobody has touched it. */
export const NOTHING_SINCE: Since = {
  batch: null,
  placed: null,
  person: null,
  referred: false,
  counter: false,
  endedCounted: 0,
};

export type KeptCode = "ALLOCATED" | "COUNTER" | "EDITED" | "REFERRED" | "GONE";

/** Why a row stays, and who or what is behind it. `fields` = only these stay, the others go back. */
export type Note = {
  readonly code: KeptCode;
  readonly by?: string;
  readonly at?: string;
  readonly batch?: number;
  readonly run?: number | null;
  readonly fields?: readonly string[];
};

export type Verdict = {
  readonly row: AppliedRow;
  readonly state: "REVERSED" | "KEPT";
  readonly note: Note | null;
  /** Whether the record goes. */
  readonly remove: boolean;
  /** Fields with the values they go back to. */
  readonly restore: RowValue;
  /** Whether marks of counted placements of this mentor are taken off. */
  readonly release: boolean;
};

/** Fields that follow from others. */
const DERIVED: ReadonlySet<string> = new Set(["load", "studentType", "searchKey", "nameKey"]);
const LOAD: ReadonlySet<string> = new Set(["baseLoad", "loadYear"]);
const same = (a: FieldValue | undefined, b: FieldValue): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

const kept = (row: AppliedRow, note: Note): Verdict => ({
  row,
  state: "KEPT",
  note,
  remove: false,
  restore: {},
  release: false,
});

/** Who is behind a change, as far as it is known: a later file, else a person. */
const behind = ({ batch, person }: Since): Pick<Note, "batch" | "by" | "at"> => {
  if (batch !== null) return { batch: batch.number, at: batch.at };
  return person === null ? {} : { by: person.by, at: person.at };
};

/**
 * What taking a batch back does with one of its rows. A new record goes unless something refers to it; changed fields go back
 * where the value is still the one the batch wrote. Who was placed since, has a counter, or was changed since stays.
 * Source: Contracts §1, §5.
 */
export const decideUndo = (
  kind: Kind,
  row: AppliedRow,
  { stored, since }: { stored: RowValue | null; since: Since },
): Verdict => {
  if (stored === null) return kept(row, { code: "GONE", ...behind(since) });
  if (kind === "counters") return kept(row, { code: "COUNTER" });
  if (row.diff === "NEW") return decideNew(row, { stored, since });
  if (since.placed !== null && kind === "students")
    return kept(row, { code: "ALLOCATED", run: since.placed.run, at: since.placed.at });
  return decideChanged(row, { stored, since });
};

const decideNew = (row: AppliedRow, { stored, since }: { stored: RowValue; since: Since }): Verdict => {
  const { placed } = since;
  if (placed !== null) return kept(row, { code: "ALLOCATED", run: placed.run, at: placed.at });
  if (since.counter) return kept(row, { code: "COUNTER" });
  const edited = Object.values(readSources(stored)).find(isEdit);
  if (edited !== undefined) return kept(row, { code: "EDITED", by: edited.by, at: edited.at });
  if (since.batch !== null || since.person !== null) return kept(row, { code: "EDITED", ...behind(since) });
  if (since.referred) return kept(row, { code: "REFERRED" });
  return { row, state: "REVERSED", note: null, remove: true, restore: {}, release: false };
};

const decideChanged = (row: AppliedRow, { stored, since }: { stored: RowValue; since: Since }): Verdict => {
  const loadStays = !isLoadOurs(row, stored, since);
  const restore: RowValue = {};
  const fields: string[] = [];
  for (const [field, [before, after]] of Object.entries(row.changes ?? {})) {
    if (DERIVED.has(field)) continue;
    const ours = LOAD.has(field) ? !loadStays : field !== "counter" && same(stored[field], after);
    if (ours) restore[field] = before;
    else fields.push(field);
  }
  if (row.baseLoad !== null && loadStays && !fields.includes("baseLoad")) fields.push("baseLoad");
  const release = row.baseLoad !== null && !loadStays;
  if (fields.length === 0) return { row, state: "REVERSED", note: null, remove: false, restore, release };
  const code = fields.every((field) => field === "counter") ? "COUNTER" : "EDITED";
  const note: Note = { code, fields, ...(code === "EDITED" ? behind(since) : {}) };
  return { row, state: "KEPT", note, remove: false, restore, release };
};

/** The base load is still what the batch wrote, less one for each counted placement that ended since. */
const isLoadOurs = (row: AppliedRow, stored: RowValue, { endedCounted }: Since): boolean => {
  const written = row.changes?.baseLoad?.[1] ?? row.baseLoad;
  if (written === null) return true;
  const year = row.changes?.loadYear?.[1] ?? stored.loadYear;
  return stored.loadYear === year && stored.baseLoad === Math.max(0, Number(written) - endedCounted);
};

/** The sources of a record whose fields went back: those the batch had replaced, nobody's for the others. */
export const sourcesBack = (row: AppliedRow, restore: RowValue, stored: RowValue): Sources => {
  const rest = Object.entries(readSources(stored)).filter(([field]) => restore[field] === undefined);
  const back = Object.entries(row.replaced ?? {}).filter(([field]) => restore[field] !== undefined);
  return Object.fromEntries([...rest, ...back]);
};
