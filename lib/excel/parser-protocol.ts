import type { ErrorCode } from "@/lib/shared/errors";
import type { SheetRow } from "./sheet";

/** What the parsing process is asked: open the bytes it was sent, read a sheet, go on by one batch, leave the sheet. */
export type ParserRequest =
  | { readonly ask: "open"; readonly filename: string }
  | { readonly ask: "read"; readonly sheet: number; readonly reading: number }
  | { readonly ask: "more" }
  | { readonly ask: "leave" };

/** What it answers; `reading` tells batches of a sheet that was left from those of the next one. */
export type ParserAnswer =
  | {
      readonly say: "book";
      readonly format: "xlsx" | "csv";
      readonly sheets: readonly { readonly name: string; readonly hidden: boolean }[];
    }
  | { readonly say: "rows"; readonly reading: number; readonly rows: SheetRow[] }
  | { readonly say: "end"; readonly reading: number; readonly facts: SheetFacts }
  | { readonly say: "refused"; readonly code: ErrorCode; readonly details: Readonly<Record<string, unknown>> }
  | { readonly say: "broken"; readonly message: string };

/** What a sheet is known to be once it was read: merged ranges (the first hundred), columns hidden from people. */
export type SheetFacts = { readonly merged: readonly string[]; readonly hiddenColumns: readonly number[] };

/** Batches on their way at a time: the process reads on while the last ones are being judged. */
export const BATCHES_AHEAD = 4;
