import { buffer } from "node:stream/consumers";
import { AppError } from "@/lib/shared/errors";
import { BATCHES_AHEAD, type ParserAnswer, type ParserRequest } from "./parser-protocol";
import { openWorkbook, type Sheet, type Workbook } from "./read";
import type { SheetRow } from "./sheet";

/** Rows a message carries at least: enough that the hand-over costs little. */
const BATCH_ROWS = 500;

const tell = (answer: ParserAnswer): void => {
  process.send?.(answer);
};

const tellFailure = (error: unknown): void => {
  if (error instanceof AppError) tell({ say: "refused", code: error.code, details: error.details });
  else tell({ say: "broken", message: String((error as Error)?.stack ?? error) });
};

async function* inBatches(sheet: Sheet): AsyncGenerator<SheetRow[]> {
  let batch: SheetRow[] = [];
  for await (const rows of sheet.rows()) {
    for (const row of rows) batch.push(row);
    if (batch.length < BATCH_ROWS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/**
 * The other end of `startParser`: reads the workbook that comes on stdin and answers the requests of its parent, a few
 * batches ahead of what was asked for. Ends with its parent. Runs in a process of its own with a capped heap.
 */
export const serveParser = (): void => {
  const bytes = buffer(process.stdin);
  let book: Workbook | undefined;
  let reading = 0;
  let allowed = 0;
  let wake: () => void = () => undefined;
  const readOn = async (sheet: Sheet, own: number): Promise<void> => {
    for await (const rows of inBatches(sheet)) {
      while (allowed === 0 && own === reading)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      if (own !== reading) return;
      allowed -= 1;
      tell({ say: "rows", reading: own, rows });
    }
    if (own === reading) tell({ say: "end", reading: own, facts: sheet.facts() });
  };
  const answer = async (request: ParserRequest): Promise<void> => {
    if (request.ask === "open") {
      book = await openWorkbook(await bytes, request.filename);
      const sheets = book.sheets.map(({ name, hidden }) => ({ name, hidden }));
      tell({ say: "book", format: book.format, sheets });
    } else if (request.ask === "read") {
      const sheet = book?.sheets[request.sheet];
      reading = request.reading;
      allowed = BATCHES_AHEAD;
      // What goes wrong in a sheet that was left concerns nobody any more.
      if (sheet !== undefined)
        await readOn(sheet, request.reading).catch(
          (error) => request.reading === reading && tellFailure(error),
        );
    } else {
      if (request.ask === "more") allowed += 1;
      else reading = 0;
      wake();
    }
  };
  process.on("message", (request: ParserRequest) => void answer(request).catch(tellFailure));
  process.on("disconnect", () => process.exit());
};
