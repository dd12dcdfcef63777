/** One line of an audit entry: a fact, or what something was and became. */
export type DiffLine = { field: string; before: string | null; after: string };

const textOf = (value: unknown): string => {
  if (value === null || value === undefined || value === "") return "—";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Lines of a stored diff in its order: `{before, after}` field by field and only where they differ, `state: [old, new]` as a
 * change, everything else as a fact.
 */
export const linesOf = (diff: Readonly<Record<string, unknown>>): DiffLine[] => {
  const { before, after, ...facts } = diff;
  return [
    ...changesOf(before, after),
    ...Object.entries(facts).map(([field, value]) => factOf(field, value)),
  ];
};

const changesOf = (before: unknown, after: unknown): DiffLine[] => {
  const was = isRecord(before) ? before : {};
  const became = isRecord(after) ? after : {};
  return Object.keys({ ...was, ...became })
    .map((field) => ({
      field,
      before: isRecord(before) ? textOf(was[field]) : null,
      after: textOf(became[field]),
    }))
    .filter((line) => line.before !== line.after);
};

const factOf = (field: string, value: unknown): DiffLine =>
  field === "state" && Array.isArray(value) && value.length === 2
    ? { field, before: textOf(value[0]), after: textOf(value[1]) }
    : { field, before: null, after: textOf(value) };
