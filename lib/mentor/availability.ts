import { compactKey } from "@/lib/shared/text";

/**
 * Stage 0: why a mentor is out of the pool before any student is looked at. The order of this list is the order of
 * the check, and the first that applies is the one reported. Source: Contracts §3.
 */
export const OUT_CODES = [
  "MENTOR_PLACEHOLDER",
  "MENTOR_INACTIVE",
  "NOT_ACCEPTING",
  "NO_MANAGER",
  "MANAGER_WITHOUT_CENTER",
  "LOAD_OTHER_YEAR",
] as const;
export type OutCode = (typeof OUT_CODES)[number];

/** What stage 0 looks at; `manager` is null where the mentor has none. */
export type MentorStanding = {
  readonly id: number;
  readonly name: string;
  readonly alias: number | null;
  readonly placeholder: boolean;
  readonly active: boolean;
  readonly accepting: boolean;
  readonly loadYear: number;
  readonly manager: { readonly active: boolean; readonly centers: readonly number[] } | null;
};

/** Names of seats that stand for "nobody yet"; spaces and half-spaces vary from file to file. Source: Domain §4. */
const PLACEHOLDER_NAMES = ["در انتظار تخصیص", "فراگیر"].map(compactKey);
const PLACEHOLDER_CODES = { from: 7000, to: 7999 };

const isPlaceholderCode = (code: number | null): boolean =>
  code !== null && code >= PLACEHOLDER_CODES.from && code <= PLACEHOLDER_CODES.to;

/** Whether a mentor row stands for nobody: by its flag, its name, or an id or alias in 7000–7999. Source: Contracts §3. */
export function isPlaceholder(
  mentor: Pick<MentorStanding, "id" | "name" | "alias" | "placeholder">,
): boolean {
  if (mentor.placeholder || isPlaceholderCode(mentor.id) || isPlaceholderCode(mentor.alias)) return true;
  return standsForNobody(mentor.name);
}

/** Names that were looked at: thousands of mentors are looked at with each page, and folding a name costs more than all else. */
const namesSeen = new Map<string, boolean>();
const NAMES_SEEN_MAX = 20_000;

function standsForNobody(name: string): boolean {
  const known = namesSeen.get(name);
  if (known !== undefined) return known;
  const folded = compactKey(name);
  const found = PLACEHOLDER_NAMES.some((part) => folded.includes(part));
  if (namesSeen.size >= NAMES_SEEN_MAX) namesSeen.clear();
  namesSeen.set(name, found);
  return found;
}

/** The first stage-0 reason that keeps a mentor out of the pool of a year, or null when in. Source: Contracts §3. */
export function outOfPool(mentor: MentorStanding, year: number): OutCode | null {
  if (isPlaceholder(mentor)) return "MENTOR_PLACEHOLDER";
  if (!mentor.active) return "MENTOR_INACTIVE";
  if (!mentor.accepting) return "NOT_ACCEPTING";
  if (mentor.manager === null) return "NO_MANAGER";
  if (!mentor.manager.active || mentor.manager.centers.length === 0) return "MANAGER_WITHOUT_CENTER";
  if (mentor.loadYear !== year) return "LOAD_OTHER_YEAR";
  return null;
}

/**
 * Centres a mentor may take students from, ascending: those of an active manager, cut down to the mentor's own subset
 * where one is given. Source: Domain §4 rule 3.
 */
export function centersOf(manager: MentorStanding["manager"], own: readonly number[]): number[] {
  if (manager === null || !manager.active) return [];
  const centers = own.length === 0 ? manager.centers : manager.centers.filter((code) => own.includes(code));
  return [...new Set(centers)].sort((a, b) => a - b);
}
