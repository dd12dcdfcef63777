import { createHash } from "node:crypto";
import { db } from "./client";
import { newId } from "./digest";
import { inTx, isUniqueViolation } from "./tx";

const PART_BYTES = 1_048_576;
const PENDING = "pending-";

export type StoredBytes = { sha256: string; size: number };

/**
 * Stores a stream of bytes once, under their sha256, in parts of 1 MiB; memory is one part, whatever the size. Equal
 * bytes come back as the file that is already there. Each part is a short transaction of its own under a pending key and
 * the name appears with the last one, so nobody reads half a file; what a killed process left is gone a day later.
 */
export const storeFile = async (
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<StoredBytes> => {
  const pending = PENDING + newId();
  await inTx(async (tx) => {
    await tx.$executeRaw`DELETE FROM stored_files WHERE sha256 LIKE ${`${PENDING}%`} AND created_at < now() - interval '1 day'`;
    await tx.storedFile.create({ data: { sha256: pending, size: 0 } });
  });
  try {
    const hash = createHash("sha256");
    let [size, part] = [0, 0];
    // One part is on its way while the next is being made.
    let writing: Promise<unknown> = Promise.resolve();
    for await (const bytes of inParts(chunks)) {
      hash.update(bytes);
      size += bytes.length;
      part += 1;
      await writing;
      writing = writePart(pending, part, bytes);
      // A failure is met at the next `await`; until then it must not count as unhandled.
      writing.catch(() => undefined);
    }
    await writing;
    const stored = { sha256: hash.digest("hex"), size };
    await nameFile(pending, stored);
    return stored;
  } catch (error) {
    await dropFile(pending).catch(() => undefined);
    throw error;
  }
};

/** `create` would have the database send the whole part back. */
const writePart = (key: string, part: number, bytes: Uint8Array<ArrayBuffer>): Promise<unknown> =>
  inTx((tx) => tx.storedFilePart.createMany({ data: [{ sha256: key, part, bytes }] }));

const dropFile = (key: string): Promise<unknown> =>
  inTx((tx) => tx.storedFile.deleteMany({ where: { sha256: key } }));

/** The key of the parts follows by `ON UPDATE CASCADE`; the bytes themselves stay where they are. */
const nameFile = async (pending: string, stored: StoredBytes): Promise<void> => {
  try {
    await inTx((tx) => tx.storedFile.update({ where: { sha256: pending }, data: stored }));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // Young again: whoever stored them now is about to name them.
    await inTx((tx) =>
      tx.storedFile.updateMany({ where: { sha256: stored.sha256 }, data: { createdAt: new Date() } }),
    );
    await dropFile(pending);
  }
};

async function* inParts(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    length += chunk.length;
    if (length < PART_BYTES) continue;
    const bytes = Buffer.concat(waiting, length);
    const whole = length - (length % PART_BYTES);
    for (let at = 0; at < whole; at += PART_BYTES) yield new Uint8Array(bytes.subarray(at, at + PART_BYTES));
    waiting = whole === length ? [] : [bytes.subarray(whole)];
    length -= whole;
  }
  if (length > 0) yield new Uint8Array(Buffer.concat(waiting, length));
}

/** Size of a stored file, or null when no such bytes are kept. */
export const findFile = async (sha256: string): Promise<StoredBytes | null> =>
  await db().storedFile.findUnique({ where: { sha256 }, select: { sha256: true, size: true } });

/** The bytes of a stored file, part by part; ends at once when there is none (ask `findFile` first). */
export async function* readFile(sha256: string): AsyncGenerator<Buffer> {
  for (let part = 1; ; part += 1) {
    const found = await db().storedFilePart.findUnique({ where: { sha256_part: { sha256, part } } });
    if (!found) return;
    yield Buffer.from(found.bytes.buffer, found.bytes.byteOffset, found.bytes.byteLength);
  }
}

const ORPHAN_DAYS = 7;

/** Drops bytes older than a week that neither an import nor an export names; returns how many files. */
export const dropOrphans = (): Promise<number> =>
  inTx(
    (tx) => tx.$executeRaw`
      DELETE FROM stored_files s WHERE s.created_at < now() - make_interval(days => ${ORPHAN_DAYS}::int)
        AND NOT EXISTS (SELECT 1 FROM import_files i WHERE i.sha256 = s.sha256)
        AND NOT EXISTS (SELECT 1 FROM exports e, jsonb_array_elements(e.files) f WHERE f ->> 'sha256' = s.sha256)`,
    { timeoutMs: 300_000 },
  );
