import { AppError } from "@/lib/shared/errors";

/** One part of a form: a field, or a file when `filename` is there. `body` is read before the next part is asked for. */
export type Part = { name: string; filename: string | null; body: AsyncGenerator<Uint8Array> };

const HEADER_MAX = 16_384;
const CRLF = Buffer.from("\r\n");
const BLANK_LINE = Buffer.from("\r\n\r\n");

/** The bytes of a request as they come, with a look ahead. Throws `FILE_TOO_LARGE` beyond `bytesMax`. */
const makeSource = (stream: ReadableStream<Uint8Array>, bytesMax: number) => {
  const reader = stream.getReader();
  // As if a line had ended before: the first delimiter then looks like all others.
  let held: Buffer = CRLF;
  let total = 0;
  const more = async (): Promise<void> => {
    const { done, value } = await reader.read();
    if (done) throw new AppError("INVALID_INPUT", { fields: { body: "multipart" } });
    total += value.length;
    if (total > bytesMax) throw new AppError("FILE_TOO_LARGE", { bytesMax });
    held = held.length === 0 ? Buffer.from(value) : Buffer.concat([held, value]);
  };
  const take = (length: number): Buffer => {
    const taken = held.subarray(0, length);
    held = held.subarray(length);
    return taken;
  };
  return {
    /** The bytes before `mark`, which is dropped; at most `bytesMax` of them. */
    until: async (mark: Buffer, lengthMax: number): Promise<Buffer> => {
      for (;;) {
        const at = held.indexOf(mark);
        if (at > lengthMax || (at < 0 && held.length > lengthMax + mark.length))
          throw new AppError("INVALID_INPUT", { fields: { body: "multipart" } });
        if (at >= 0) {
          const before = take(at);
          take(mark.length);
          return before;
        }
        await more();
      }
    },
    bytes: async (length: number): Promise<Buffer> => {
      while (held.length < length) await more();
      return take(length);
    },
    /** Everything before `mark`, chunk by chunk; the mark is dropped. */
    stream: async function* (mark: Buffer): AsyncGenerator<Uint8Array> {
      for (;;) {
        const at = held.indexOf(mark);
        if (at >= 0) {
          if (at > 0) yield take(at);
          take(mark.length);
          return;
        }
        // The end of what is held may be the beginning of the mark.
        const sure = held.length - mark.length + 1;
        if (sure > 0) yield take(sure);
        await more();
      }
    },
    /** Leaves the rest unread. */
    drop: () => reader.cancel().catch(() => undefined),
  };
};

const boundaryOf = (contentType: string): string => {
  const [, quoted, bare] =
    /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (!boundary) throw new AppError("INVALID_INPUT", { fields: { body: "multipart" } });
  return boundary;
};

const disposition = (headers: string): { name: string; filename: string | null } => {
  const line = /^content-disposition\s*:\s*form-data\s*;(.*)$/im.exec(headers)?.[1] ?? "";
  const value = (key: string): string | null => {
    const found = new RegExp(`(?:^|;)\\s*${key}="((?:[^"\\\\]|\\\\.)*)"`, "i").exec(line)?.[1];
    return found === undefined ? null : found.replaceAll("%22", '"').replace(/\\(["\\])/g, "$1");
  };
  const encoded = /(?:^|;)\s*filename\*=UTF-8''([^;\s]+)/i.exec(line)?.[1];
  return {
    name: value("name") ?? "",
    filename: encoded === undefined ? value("filename") : decoded(encoded),
  };
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/**
 * The parts of a `multipart/form-data` request as they arrive; memory is one chunk, whatever the size. A body is read to its
 * end or not at all (then it is skipped). Throws `INVALID_INPUT` for what is no form and `FILE_TOO_LARGE` beyond `bytesMax`.
 */
export async function* readParts(request: Request, bytesMax: number): AsyncGenerator<Part> {
  const boundary = boundaryOf(request.headers.get("content-type") ?? "");
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax)
    throw new AppError("FILE_TOO_LARGE", { bytesMax });
  if (!request.body) throw new AppError("INVALID_INPUT", { fields: { body: "multipart" } });
  const source = makeSource(request.body, bytesMax);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  try {
    await source.until(delimiter, HEADER_MAX);
    while ((await source.bytes(2)).equals(CRLF)) {
      const headers = (await source.until(BLANK_LINE, HEADER_MAX)).toString("utf8");
      const body = source.stream(delimiter);
      yield { ...disposition(headers), body };
      for await (const _ of body);
    }
  } finally {
    await source.drop();
  }
}
