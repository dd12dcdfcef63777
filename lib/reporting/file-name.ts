import type { Layout } from "./layout";

const stamp = (at: Date): string => at.toISOString().slice(0, 19).replace(/\D/g, "");

export type FileNaming = {
  readonly year: number;
  /** Empty = all. */
  readonly centers: readonly number[];
  readonly at: Date;
  readonly seq: number;
  readonly format: "xlsx" | "csv";
};

/** `ImportToSabt_1404-ALL_20250815143000_007.xlsx`: year, centre or ALL, instant in UTC, number. Source: Contracts §9. */
export const fileNameOf = (layout: Layout, naming: FileNaming): string => {
  const scope = naming.centers.length === 0 ? "ALL" : naming.centers.join("-");
  const seq = String(naming.seq).padStart(3, "0");
  return `${layout.filePrefix}_${naming.year}-${scope}_${stamp(naming.at)}_${seq}.${naming.format}`;
};

/** Name of the manifest beside these files. */
export const manifestNameOf = (layout: Layout, fileName: string): string =>
  layout.manifestName ?? `${fileName.replace(/\.[^.]+$/, "")}.manifest.json`;
