import { ISSUES } from "@/lib/shared/issues";
import type { ParsedRow, RowIssue, RowValue } from "@/lib/shared/row";
import type { Kind } from "../columns";
import type { Changes } from "../diff";
import { watchDuplicates } from "../duplicates";
import { type Diff, type JudgeContext, type Judged, judgeRow } from "../judge";
import type { NormalRow } from "../normalise";
import type { KeptEdit } from "../read-row";

/** An issue of a row with the Excel letter of its column. */
export type PlacedIssue = RowIssue & { readonly column: string | null };

/** A row as it is kept: `raw` is what stood in the file, by field. */
export type NewRow = {
  readonly fileId: string;
  readonly position: number;
  readonly rowNo: number;
  readonly naturalKey: string | null;
  readonly raw: Readonly<Record<string, string>>;
  /** A stored row with the same `raw`: it is taken from there. */
  readonly copyOf: string | undefined;
  readonly normalized: RowValue | null;
  readonly diff: Diff;
  readonly changes: Changes | null;
  readonly centerCode: number | null;
  /** The row of an earlier file that this one is again, as a problem file says. */
  readonly origin: string | null;
  readonly issues: readonly PlacedIssue[];
  readonly editedById: string | null;
  /** Who has taken the row on while it waits. */
  readonly ownerId: string | null;
  /** A person left the row out for good. */
  readonly rejected: boolean;
};

/** A parsed row on its way into the batch, with its place in it. */
export type Candidate = { readonly position: number; readonly parsed: ParsedRow };

/** The same data under the same key, whatever the cells looked like. Source: Contracts §5. */
export const digestOf = ({ value, issues }: ParsedRow): string => {
  // Values stand in the order in which a kind reads its fields, so equal ones make equal texts.
  const doubts = issues.filter(({ code }) => ISSUES[code] === "quarantine");
  return JSON.stringify([value, doubts.map(({ code, field, value: text }) => [code, field, text])]);
};

/** Watches a whole batch for keys that contradict each other, and for one counter with two people. */
export const watchBatch = (kind: Kind) => {
  const keys = watchDuplicates();
  const counters = watchDuplicates();
  return {
    keys: keys.clashes,
    counters: counters.clashes,
    /** How the row stands to the earlier ones of the batch. */
    see: ({ position, parsed }: Candidate): "first" | "same" | "clash" => {
      const { counter, nationalId } = parsed.value;
      if (typeof counter === "string" && typeof nationalId === "string")
        counters.see(position, counter, nationalId);
      return parsed.key === null || kind === "special-schools"
        ? sightRoster(keys, position, parsed)
        : keys.see(position, parsed.key, digestOf(parsed));
    },
  };
};

/** Two equal entries of a roster cannot contradict each other. */
const sightRoster = (
  keys: ReturnType<typeof watchDuplicates>,
  position: number,
  { key }: ParsedRow,
): "first" | "same" | "clash" => (key === null ? "first" : keys.see(position, key, ""));

/** Judges a row, and makes a repetition of an earlier row of the batch change nothing. */
export const judgeCandidate = (
  { parsed }: Candidate,
  sighting: "first" | "same" | "clash",
  stored: RowValue | null,
  context: JudgeContext,
): Judged => {
  const judged = judgeRow(parsed, stored, context);
  if (sighting !== "same" || judged.diff === "QUARANTINED") return judged;
  return { ...judged, diff: "UNCHANGED", changes: {} };
};

/** The issues of cleaning first, then those of reading: the order in which a person meets them. */
export const withIssues = (parsed: ParsedRow, earlier: readonly RowIssue[]): ParsedRow => ({
  ...parsed,
  issues: [...earlier, ...parsed.issues],
});

/** A row of a file, cleaned and parsed. */
export type ReadRow = Candidate & {
  readonly rowNo: number;
  readonly normal: NormalRow;
  readonly origin: string | null;
  readonly copyOf?: string | undefined;
};

/** Whether the row belongs to the person who brings it; only then its centres are centres of the batch. */
export const isOfScope = ({ issues }: Judged): boolean =>
  !issues.some(({ code }) => code === "CENTER_OUT_OF_SCOPE");

type Judgement = {
  readonly judged: Judged;
  readonly fileId: string;
  readonly letterOf: (column: number) => string;
  /** What a person had made of the row. */
  readonly edit?: KeptEdit | undefined;
};

/** The row as the batch keeps it: what stood in the file, what it would do, and every finding with its column. */
export const toNewRow = (
  { parsed, normal, rowNo, position, origin, copyOf }: ReadRow,
  { judged, fileId, letterOf, edit }: Judgement,
): NewRow => ({
  fileId,
  position,
  rowNo,
  naturalKey: parsed.key,
  editedById: edit?.editedBy ?? null,
  ownerId: edit?.ownerId ?? null,
  rejected: edit?.rejected === true,
  raw: normal.raw,
  copyOf,
  // What is stored already needs no second copy.
  normalized: judged.diff === "UNCHANGED" ? null : parsed.value,
  diff: edit?.rejected === true ? "QUARANTINED" : judged.diff,
  changes: judged.diff === "CHANGED" && edit?.rejected !== true ? judged.changes : null,
  centerCode: judged.centers[0] ?? null,
  origin,
  issues: judged.issues.map((issue) => {
    const place = issue.field === null ? undefined : normal.places[issue.field];
    return { ...issue, column: place === undefined ? null : letterOf(place) };
  }),
});
