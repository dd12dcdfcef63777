/** What a row is beside the earlier ones of its batch: the first of its key, a repetition, or at odds with another. */
export type Sighting = "first" | "same" | "clash";

type Seen = { digest: string; positions: number[]; clashed: boolean };

/**
 * Watches the keys of a batch. Rows with one key and different data clash, all of them, also those seen before; equal data
 * is a repetition. `clashes` are the positions of rows that were seen before they were known to clash. Source: Contracts §5.
 */
export const watchDuplicates = () => {
  const seen = new Map<string, Seen>();
  const clashes = new Set<number>();

  const see = (position: number, key: string, digest: string): Sighting => {
    const known = seen.get(key);
    if (known === undefined) {
      seen.set(key, { digest, positions: [position], clashed: false });
      return "first";
    }
    known.positions.push(position);
    if (known.digest === digest && !known.clashed) return "same";
    known.clashed = true;
    for (const earlier of known.positions) clashes.add(earlier);
    return "clash";
  };
  return { see, clashes: clashes as ReadonlySet<number> };
};
