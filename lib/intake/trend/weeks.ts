const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;
/** 1970-01-03 was a Saturday, the first day of a week. */
const FIRST_SATURDAY = 2;

/** First days of the last `count` weeks (Saturday to Friday) up to a day, oldest first; ISO dates. */
export const weeksUntil = (day: string, count: number): string[] => {
  const days = Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
  const start = days - ((((days - FIRST_SATURDAY) % WEEK_DAYS) + WEEK_DAYS) % WEEK_DAYS);
  return Array.from({ length: count }, (_, i) =>
    new Date((start - (count - 1 - i) * WEEK_DAYS) * DAY_MS).toISOString().slice(0, 10),
  );
};

/** Rows of a week from one source, by how they came. */
export type TrendCell = {
  readonly week: string;
  /** A kind of file, the name of a person, the code of a centre; null where the row has none. */
  readonly source: string | null;
  readonly rows: number;
  readonly clean: number;
  readonly repaired: number;
  readonly held: number;
};
export type TrendCode = {
  readonly source: string | null;
  readonly code: string;
  readonly severity: string;
  readonly rows: number;
};

/** Counts with their shares of the rows (0–1; 0 of nothing). */
export type Shares = Omit<TrendCell, "week" | "source"> & { readonly share: Share };
type Share = { readonly clean: number; readonly repaired: number; readonly held: number };

const sum = (cells: readonly TrendCell[]): Shares => {
  const of = (key: "rows" | "clean" | "repaired" | "held"): number =>
    cells.reduce((total, cell) => total + cell[key], 0);
  const [rows, clean, repaired, held] = [of("rows"), of("clean"), of("repaired"), of("held")];
  const share = (part: number): number => (rows === 0 ? 0 : part / rows);
  return {
    rows,
    clean,
    repaired,
    held,
    share: { clean: share(clean), repaired: share(repaired), held: share(held) },
  };
};

export type TrendSource = Shares & {
  readonly source: string | null;
  /** One for each week, in their order. */
  readonly weeks: readonly Shares[];
  /** What was found most, most frequent first. */
  readonly codes: readonly TrendCode[];
};

export type TrendSummary = {
  readonly weeks: readonly (Shares & { readonly week: string })[];
  /** Most quarantined rows first. */
  readonly sources: readonly TrendSource[];
};

const CODES_MAX = 3;

/** All weeks, also those without a row, and every source with its own weeks and commonest codes. */
export const summarise = (
  weeks: readonly string[],
  { cells, codes }: { readonly cells: readonly TrendCell[]; readonly codes: readonly TrendCode[] },
): TrendSummary => {
  const sources = [...new Set(cells.map(({ source }) => source))].map((source): TrendSource => {
    const own = cells.filter((cell) => cell.source === source);
    const found = codes.filter((one) => one.source === source).sort((a, b) => b.rows - a.rows);
    return {
      source,
      ...sum(own),
      weeks: weeks.map((week) => sum(own.filter((cell) => cell.week === week))),
      codes: found.slice(0, CODES_MAX),
    };
  });
  return {
    weeks: weeks.map((week) => ({ week, ...sum(cells.filter((cell) => cell.week === week)) })),
    sources: sources.sort((a, b) => b.held - a.held || b.rows - a.rows),
  };
};
