import { crc32, createInflateRaw } from "node:zlib";
import { fileError, LIMITS } from "./limits";

/** One entry of a zip's central directory; offsets point into the archive's bytes. */
export type ZipEntry = {
  readonly name: string;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  readonly method: number;
  readonly start: number;
};

const END = 0x06054b50;
const END64 = 0x06064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const ENCRYPTED_FLAG = 0x1;
const UTF8_FLAG = 0x800;
const MAX_COMMENT = 65_535;
const BAD_NAME = /(^|\/)\.\.(\/|$)|^\/|^[A-Za-z]:|[\\\0]/;

/** Whether the bytes begin like a zip archive. */
export const looksLikeZip = (bytes: Buffer): boolean =>
  bytes.length > 4 && (bytes.readUInt32LE(0) === LOCAL || bytes.readUInt32LE(0) === END);

/**
 * Reads and checks a zip's central directory before anything is inflated; entries in archive order. Refuses encryption
 * (`FILE_ENCRYPTED`), too many entries or too high a ratio (`FILE_BOMB`), and names that climb out, doubled or
 * overlapping entries and anything that does not add up (`FILE_DAMAGED`). Source: Contracts §4, §5.
 */
export const readDirectory = (bytes: Buffer): ZipEntry[] => {
  try {
    const { count, offset } = findEnd(bytes);
    if (count > LIMITS.zipEntries) throw fileError("FILE_BOMB", { entries: count });
    const entries: ZipEntry[] = [];
    let at = offset;
    for (let i = 0; i < count; i += 1) {
      const { entry, next } = readEntry(bytes, at);
      if (entry) entries.push(entry);
      at = next;
    }
    checkEntries(bytes, entries);
    return entries;
  } catch (error) {
    if (error instanceof RangeError) throw fileError("FILE_DAMAGED", {}, error);
    throw error;
  }
};

const findEnd = (bytes: Buffer): { count: number; offset: number } => {
  const lowest = Math.max(0, bytes.length - 22 - MAX_COMMENT);
  for (let at = bytes.length - 22; at >= lowest; at -= 1) {
    if (bytes.readUInt32LE(at) !== END) continue;
    const count = bytes.readUInt16LE(at + 10);
    const offset = bytes.readUInt32LE(at + 16);
    if (count !== 0xffff && offset !== 0xffffffff) return { count, offset };
    const end64 = Number(bytes.readBigUInt64LE(at - 20 + 8));
    if (bytes.readUInt32LE(end64) !== END64) break;
    return {
      count: Number(bytes.readBigUInt64LE(end64 + 32)),
      offset: Number(bytes.readBigUInt64LE(end64 + 48)),
    };
  }
  throw fileError("FILE_DAMAGED", { part: "directory" });
};

const readEntry = (bytes: Buffer, at: number): { entry: ZipEntry | null; next: number } => {
  if (bytes.readUInt32LE(at) !== ENTRY) throw fileError("FILE_DAMAGED", { part: "directory" });
  const flags = bytes.readUInt16LE(at + 8);
  const nameLength = bytes.readUInt16LE(at + 28);
  const extraLength = bytes.readUInt16LE(at + 30);
  const next = at + 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32);
  if (next > bytes.length) throw fileError("FILE_DAMAGED", { part: "directory" });
  const name = bytes.toString(flags & UTF8_FLAG ? "utf8" : "latin1", at + 46, at + 46 + nameLength);
  if (BAD_NAME.test(name)) throw fileError("FILE_DAMAGED", { part: "name" });
  if (name.endsWith("/")) return { entry: null, next };
  if (flags & ENCRYPTED_FLAG) throw fileError("FILE_ENCRYPTED");
  const sizes = {
    size: bytes.readUInt32LE(at + 24),
    packed: bytes.readUInt32LE(at + 20),
    header: bytes.readUInt32LE(at + 42),
  };
  widen(bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength), sizes);
  const start = dataStart(bytes, sizes.header);
  const entry = {
    name,
    start,
    size: sizes.size,
    packed: sizes.packed,
    crc: bytes.readUInt32LE(at + 16),
    method: bytes.readUInt16LE(at + 10),
  };
  return { entry, next };
};

/** Zip64: values that did not fit 32 bits follow in the extra field, in the order size, packed, header. */
const widen = (extra: Buffer, sizes: { size: number; packed: number; header: number }): void => {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let from = at + 4;
    for (const key of ["size", "packed", "header"] as const) {
      if (sizes[key] !== 0xffffffff) continue;
      sizes[key] = Number(extra.readBigUInt64LE(from));
      from += 8;
    }
  }
};

const dataStart = (bytes: Buffer, header: number): number => {
  if (bytes.readUInt32LE(header) !== LOCAL) throw fileError("FILE_DAMAGED", { part: "entry" });
  return header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
};

const checkEntries = (bytes: Buffer, entries: readonly ZipEntry[]): void => {
  const names = new Set<string>();
  for (const entry of entries) {
    if (names.has(entry.name)) throw fileError("FILE_DAMAGED", { part: "name" });
    names.add(entry.name);
    if (entry.method !== 0 && entry.method !== 8) throw fileError("FILE_DAMAGED", { part: "method" });
    if (entry.size > entry.packed * LIMITS.zipRatio) throw fileError("FILE_BOMB", { part: entry.name });
  }
  // Overlapping entries inflate the same bytes again and again: a bomb without a high ratio.
  let free = 0;
  for (const entry of [...entries].sort((a, b) => a.start - b.start)) {
    if (entry.start < free || entry.start + entry.packed > bytes.length)
      throw fileError("FILE_DAMAGED", { part: entry.name });
    free = entry.start + entry.packed;
  }
};

/**
 * Inflates an entry chunk by chunk. Never yields more than the directory promised, and checks length and CRC at the
 * end: anything else is `FILE_DAMAGED`.
 */
export async function* inflate(bytes: Buffer, entry: ZipEntry): AsyncGenerator<Buffer> {
  const packed = bytes.subarray(entry.start, entry.start + entry.packed);
  let length = 0;
  let crc = 0;
  try {
    for await (const chunk of entry.method === 0 ? [packed] : inflateChunks(packed)) {
      length += chunk.length;
      if (length > entry.size) throw fileError("FILE_DAMAGED", { part: entry.name });
      crc = crc32(chunk, crc);
      yield chunk;
    }
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith("Z_"))
      throw fileError("FILE_DAMAGED", { part: entry.name }, error);
    throw error;
  }
  if (length !== entry.size || crc !== entry.crc) throw fileError("FILE_DAMAGED", { part: entry.name });
}

async function* inflateChunks(packed: Buffer): AsyncGenerator<Buffer> {
  const stream = createInflateRaw({ chunkSize: 128 * 1024 });
  stream.end(packed);
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } finally {
    stream.destroy();
  }
}

/** Inflates a whole entry of at most `bytesMax`, else `FILE_BOMB`. */
export const inflateWhole = async (bytes: Buffer, entry: ZipEntry, bytesMax: number): Promise<Buffer> => {
  if (entry.size > bytesMax) throw fileError("FILE_BOMB", { part: entry.name });
  const chunks: Buffer[] = [];
  for await (const chunk of inflate(bytes, entry)) chunks.push(chunk);
  return Buffer.concat(chunks);
};
