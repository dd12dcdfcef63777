import type { Download } from "@/lib/reporting/commands";
import { streamFile } from "@/lib/reporting/download/queries";

const TYPES: Readonly<Record<string, string>> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv; charset=utf-8",
  json: "application/json; charset=utf-8",
};

const typeOf = (name: string): string => TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";

const headersOf = (name: string): Headers =>
  new Headers({
    "content-type": typeOf(name),
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });

/** A file to save that was made in memory. */
export const bytesResponse = (name: string, bytes: Uint8Array): Response => {
  const headers = headersOf(name);
  headers.set("content-length", String(bytes.length));
  return new Response(new Uint8Array(bytes), { headers });
};

/** A file to save that is made while it is read. */
export const streamResponse = (name: string, bytes: AsyncGenerator<Buffer>): Response => {
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await bytes.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    // Whoever goes away ends the work behind it.
    cancel: async () => void (await bytes.return(undefined)),
  });
  return new Response(body, { headers: headersOf(name) });
};

/** A file to save, part by part, with its sha256 as ETag. */
export const fileResponse = ({ name, content }: Download): Response => {
  const headers = headersOf(name);
  if ("text" in content) return new Response(content.text, { headers });
  headers.set("content-length", String(content.size));
  headers.set("etag", `"${content.sha256}"`);
  headers.set("x-sha256", content.sha256);
  return new Response(streamFile(content.sha256), { headers });
};
