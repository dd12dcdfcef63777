import { pipeline, Readable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";

/** A part of an archive: its name in ASCII and its content, read when its turn comes. */
export type ZipPart = {
  name: string;
  chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
};

/** 1980-01-01 00:00, the first instant a zip can name: the clock must not reach the bytes. Source: Contracts §9. */
const DOS_TIME = 0;
const DOS_DATE = (1 << 5) | 1;
const VERSION = 20;
const DEFLATED = 8;
/** A third of the work of the default level for a twentieth more bytes (measured on sheets). */
const LEVEL = 3;
/** Sizes follow the data, because they are not known before it. */
const SIZES_FOLLOW = 1 << 3;
const BYTES_MAX = 0xffff_ffff;

type Written = { name: string; crc: number; packed: number; size: number; offset: number };

/**
 * An archive as a stream of bytes: parts in the order given, deflated, one at a time, pulled by the reader, so memory is
 * a few buffers whatever the size. Equal parts give equal bytes at any time. Throws above 4 GiB (no zip64).
 */
export async function* zipBytes(
  parts: Iterable<ZipPart> | AsyncIterable<ZipPart>,
): AsyncGenerator<Buffer, void, undefined> {
  const written: Written[] = [];
  let offset = 0;
  for await (const part of parts) {
    const entry: Written = { name: part.name, crc: 0, packed: 0, size: 0, offset };
    yield localHeader(entry);
    for await (const packed of deflate(part, entry)) yield packed;
    yield descriptor(entry);
    offset += 30 + entry.name.length + entry.packed + 16;
    if (offset > BYTES_MAX || entry.size > BYTES_MAX) throw new RangeError("archive above 4 GiB");
    written.push(entry);
  }
  yield directory(written, offset);
}

async function* deflate(part: ZipPart, entry: Written): AsyncGenerator<Buffer> {
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of part.chunks) {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk) : Buffer.from(chunk);
      entry.crc = crc32(bytes, entry.crc);
      entry.size += bytes.length;
      yield bytes;
    }
  }
  const packer = createDeflateRaw({ level: LEVEL, chunkSize: 65_536 });
  // The error reaches the loop below through the packer, which `pipeline` destroys with it.
  const packed = pipeline(Readable.from(counted(), { objectMode: false }), packer, () => undefined);
  for await (const bytes of packed as unknown as AsyncIterable<Buffer>) {
    entry.packed += bytes.length;
    yield bytes;
  }
}

const localHeader = (entry: Written): Buffer => {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt16LE(SIZES_FOLLOW, 6);
  head.writeUInt16LE(DEFLATED, 8);
  head.writeUInt16LE(DOS_TIME, 10);
  head.writeUInt16LE(DOS_DATE, 12);
  head.writeUInt16LE(entry.name.length, 26);
  return Buffer.concat([head, Buffer.from(entry.name, "latin1")]);
};

const descriptor = (entry: Written): Buffer => {
  const tail = Buffer.alloc(16);
  tail.writeUInt32LE(0x08074b50, 0);
  tail.writeUInt32LE(entry.crc, 4);
  tail.writeUInt32LE(entry.packed, 8);
  tail.writeUInt32LE(entry.size, 12);
  return tail;
};

const directory = (entries: readonly Written[], offset: number): Buffer => {
  const records = Buffer.concat(entries.map(directoryRecord));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(records.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([records, end]);
};

const directoryRecord = (entry: Written): Buffer => {
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(VERSION, 4);
  record.writeUInt16LE(VERSION, 6);
  record.writeUInt16LE(SIZES_FOLLOW, 8);
  record.writeUInt16LE(DEFLATED, 10);
  record.writeUInt16LE(DOS_TIME, 12);
  record.writeUInt16LE(DOS_DATE, 14);
  record.writeUInt32LE(entry.crc, 16);
  record.writeUInt32LE(entry.packed, 20);
  record.writeUInt32LE(entry.size, 24);
  record.writeUInt16LE(entry.name.length, 28);
  record.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([record, Buffer.from(entry.name, "latin1")]);
};
