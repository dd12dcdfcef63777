/** What a row is beside the earlier ones of its batch: the first of its key, a repetition, or at odds with another. */
export type Sighting = "first" | "same" | "clash";

type Seen = { print: number; positions: number[]; clashed: boolean };

/** 53 bits of a text (cyrb53): only texts of one key are ever compared, and 200,000 whole rows would fill the memory. */
const printOf = (text: string): number => {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0);
};

/**
 * Watches the keys of a batch. Rows with one key and different data clash, all of them, also those seen before; equal data
 * is a repetition. `clashes` are the positions of rows that were seen before they were known to clash. Source: Contracts §5.
 */
export const watchDuplicates = () => {
  const seen = new Map<string, Seen>();
  const clashes = new Set<number>();

  const see = (position: number, key: string, digest: string): Sighting => {
    const known = seen.get(key);
    const print = printOf(digest);
    if (known === undefined) {
      seen.set(key, { print, positions: [position], clashed: false });
      return "first";
    }
    known.positions.push(position);
    if (known.print === print && !known.clashed) return "same";
    known.clashed = true;
    for (const earlier of known.positions) clashes.add(earlier);
    return "clash";
  };
  return { see, clashes: clashes as ReadonlySet<number> };
};
