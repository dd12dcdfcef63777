import { LIMITS } from "@/lib/excel/limits";
import { storeWithin } from "@/lib/intake/whole/commands";
import { AppError } from "@/lib/shared/errors";
import { readParts } from "./multipart";

export type Upload = { filename: string; stored: { sha256: string; size: number } };

const FIELD_MAX = 1_024;

const textOf = async (body: AsyncGenerator<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > FIELD_MAX) throw new AppError("INVALID_INPUT", { fields: { body: "too_big" } });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};

/** The last part of what may be a path: some programs send one. */
const baseName = (filename: string): string => filename.split(/[\\/]/).at(-1)?.slice(0, 255) ?? "";

/**
 * Reads a form as it arrives: files go into the store piece by piece (at most 50 of 50 MB, 100 MB a request), fields are
 * short texts. Throws `FILE_TOO_LARGE`, and `INVALID_INPUT` for a form without a file. Source: Contracts §5.
 */
export const readUploads = async (
  request: Request,
): Promise<{ fields: Record<string, string>; files: [Upload, ...Upload[]] }> => {
  const fields: Record<string, string> = {};
  const files: Upload[] = [];
  for await (const { name, filename, body } of readParts(request, LIMITS.requestBytes)) {
    if (filename === null) fields[name] = await textOf(body);
    else if (files.length === LIMITS.filesPerBatch)
      throw new AppError("FILE_TOO_LARGE", { filesMax: LIMITS.filesPerBatch });
    else {
      const kept = baseName(filename);
      files.push({ filename: kept, stored: await storeWithin(body, kept) });
    }
  }
  const [first, ...others] = files;
  if (!first) throw new AppError("INVALID_INPUT", { fields: { file: "required" } });
  return { fields, files: [first, ...others] };
};
