import type { Layout } from "./layout";

export type ExportFile = { name: string; sha256: string; rows: number; size: number };

/** Said about an export as a whole; `count` rows (or mentors) it holds for. */
export type ExportWarning = {
  code: "TEMP_REVIEW_LEFT_OUT" | "ALIAS_MISSING";
  count: number;
  mentors?: number[];
};

/** The pair after which the rows of a delta begin; the two come only together. Source: Domain §8. */
export type Watermark = { at: string; id: string };

export type Manifest = {
  profile: string;
  filters: { year: number; centers: number[]; scope: string; run_id: string | null };
  /** What the database held: the instant of the one snapshot all rows were read in, and the fingerprint of those rows. */
  snapshot: { at: string; fingerprint: string };
  generated_at: string;
  total_rows: number;
  files: { name: string; sha256: string; row_count: number; byte_size: number }[];
  sort_keys: string[];
  excel_safety: { formula_guard: string; text_cells: true; digits: "latin" };
  delta_window: { from: Watermark | null; to: Watermark | null } | null;
  warnings: ExportWarning[];
};

type Facts = Pick<Manifest, "filters" | "snapshot" | "delta_window" | "warnings"> & {
  generatedAt: Date;
  files: readonly ExportFile[];
};

/** The document beside the files that says what they are and proves they are whole. Source: Domain §8. */
export const manifestOf = (layout: Layout, facts: Facts): Manifest => ({
  profile: layout.profile,
  filters: facts.filters,
  snapshot: facts.snapshot,
  generated_at: facts.generatedAt.toISOString(),
  total_rows: facts.files.reduce((sum, file) => sum + file.rows, 0),
  files: facts.files.map((file) => ({
    name: file.name,
    sha256: file.sha256,
    row_count: file.rows,
    byte_size: file.size,
  })),
  sort_keys: [...layout.sortKeys],
  excel_safety: { formula_guard: "'", text_cells: true, digits: "latin" },
  delta_window: facts.delta_window,
  warnings: facts.warnings,
});

const ORDER: readonly (keyof Manifest)[] = [
  "profile",
  "filters",
  "snapshot",
  "generated_at",
  "total_rows",
  "files",
  "sort_keys",
  "excel_safety",
  "delta_window",
  "warnings",
];

/** A manifest as a file, its keys in the order of the specification (the database keeps none). */
export const textOf = (manifest: Manifest): string =>
  `${JSON.stringify(Object.fromEntries(ORDER.map((key) => [key, manifest[key]])), null, 2)}\n`;
