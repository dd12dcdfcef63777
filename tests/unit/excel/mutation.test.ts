import { readFileSync } from "node:fs";
import path from "node:path";
import ExcelJS from "exceljs";
import { beforeAll, expect, test } from "vitest";
import { openWorkbook } from "@/lib/excel/read";
import { inflateWhole, readDirectory } from "@/lib/excel/zip";
import { AppError } from "@/lib/shared/errors";
import { makeXlsx, makeZip } from "../../support/workbook";

const FILES = 2_000;
const HANG_MS = 10_000;
const table = Array.from({ length: 60 }, (_, i) => [`کد ${i}`, i, `نام ${i}`, i % 2 === 0]);

/** What a damaged workbook may be refused with; anything else, and anything not thrown by us, is a crash. */
const KNOWN = new Set([
  "FILE_DAMAGED",
  "FILE_TYPE",
  "FILE_EMPTY",
  "FILE_BOMB",
  "FILE_ENCRYPTED",
  "FILE_MACROS",
  "FILE_EXTERNAL_LINKS",
  "CELL_TOO_LARGE",
  "TOO_MANY_COLUMNS",
  "TOO_MANY_ROWS",
]);

/** Numbers in [0, 1) from a seed: a failing mutation can be repeated. */
const seeded = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

const outcomeOf = async (bytes: Buffer): Promise<string> => {
  try {
    const book = await openWorkbook(bytes, "f.xlsx");
    for (const sheet of book.sheets) for await (const _ of sheet.rows());
    return "read";
  } catch (error) {
    return error instanceof AppError ? error.code : `crash: ${String((error as Error)?.stack ?? error)}`;
  }
};

type Random = ReturnType<typeof seeded>;

/** Four ways in which files come to harm: flipped bytes, a cut, a block of zeros, a block that repeats. */
const damage = (bytes: Buffer, random: Random): Buffer => {
  const hurt = Buffer.from(bytes);
  const [from, length] = [random(hurt.length), 1 + random(64)];
  switch (random(4)) {
    case 0:
      for (let n = 1 + random(4); n > 0; n -= 1) hurt[random(hurt.length)] = random(256);
      return hurt;
    case 1:
      return hurt.subarray(0, from);
    case 2:
      return hurt.fill(0, from, Math.min(from + length, hurt.length));
    default:
      return Buffer.concat([hurt.subarray(0, from + length), hurt.subarray(from)]);
  }
};

type Part = { readonly name: string; readonly data: Buffer };

let whole: Buffer[] = [];
let unpacked: Part[][] = [];

beforeAll(async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet("S").addRows(table);
  const libre = readFileSync(path.join(import.meta.dirname, "../../fixtures/libreoffice/cells.xlsx"));
  whole = [Buffer.from(await book.xlsx.writeBuffer()), makeXlsx([{ rows: table }]), libre];
  unpacked = await Promise.all(
    whole.map((bytes) =>
      Promise.all(
        readDirectory(bytes).map(async (entry) => ({
          name: entry.name,
          data: await inflateWhole(bytes, entry, 1e7),
        })),
      ),
    ),
  );
});

/** The archive itself is hurt, or one part inside a sound archive, so that every layer meets its share. */
const mutant = (seed: number): Buffer => {
  const random = seeded(seed);
  const writer = seed % whole.length;
  if (random(2) === 0) return damage(whole[writer] as Buffer, random);
  const parts = unpacked[writer] as Part[];
  const victim = random(parts.length);
  return makeZip(
    parts.map((part, i) => (i === victim ? { ...part, data: damage(part.data, random) } : part)),
  );
};

test("2,000 damaged workbooks of three writers: each is read or refused with a known code, none crashes or hangs", async () => {
  const outcomes = new Map<string, number>();
  for (let seed = 1; seed <= FILES; seed += 1) {
    const started = performance.now();
    const outcome = await outcomeOf(mutant(seed));
    if (outcome !== "read" && !KNOWN.has(outcome)) throw new Error(`seed ${seed}: ${outcome}`);
    if (performance.now() - started > HANG_MS) throw new Error(`seed ${seed} took its time`);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  // Both ends must occur, or nothing was tried.
  expect(outcomes.get("read")).toBeGreaterThan(100);
  expect(outcomes.get("FILE_DAMAGED")).toBeGreaterThan(100);
}, 120_000);
