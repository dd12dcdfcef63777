import { NETWORK, type Outcome, type Refusal } from "@/components/ui/outcome";

/** What the limits say in words; the server checks them again. Source: Contracts §5. */
export const UPLOAD_LIMITS = { fileBytesMax: 50 * 1024 * 1024, filesMax: 50 };
export const UPLOAD_ACCEPT = ".xlsx,.csv,.zip";

/** A problem document (RFC 9457) as a refusal; anything else means that the server did not answer. */
const toRefusal = (body: unknown): Refusal => {
  const { code, details, correlationId } = (body ?? {}) as Record<string, unknown>;
  if (typeof code !== "string") return NETWORK;
  return {
    ok: false,
    reason: code,
    ...(typeof details === "object" && details !== null
      ? { details: details as Record<string, unknown> }
      : {}),
    ...(typeof correlationId === "string" ? { correlationId } : {}),
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Opens an empty batch of a kind; files follow one by one. */
export const openBatch = async (input: {
  kind: string;
  year: number | null;
  mode: "PARTIAL" | "FULL";
}): Promise<Outcome<{ batchId: string }>> => {
  try {
    const response = await fetch("/api/v1/imports", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
    });
    const body = parsed(await response.text());
    const batchId = (body as { batchId?: unknown } | null)?.batchId;
    return response.ok && typeof batchId === "string" ? { ok: true, value: { batchId } } : toRefusal(body);
  } catch {
    return NETWORK;
  }
};

export type Upload = {
  batchId: string;
  file: File;
  onProgress: (sentBytes: number) => void;
  /** Cancels the transfer; what was sent is thrown away by the server. */
  signal: AbortSignal;
};

/** Sends one file of a batch. XHR and not fetch: only XHR tells how much has been sent. Null when cancelled. */
export const uploadFile = ({ batchId, file, onProgress, signal }: Upload): Promise<Outcome<unknown> | null> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const settle = (outcome: Outcome<unknown> | null) => {
      signal.removeEventListener("abort", abort);
      resolve(outcome);
    };
    request.upload.onprogress = (event) => onProgress(Math.min(event.loaded, file.size));
    request.onload = () => {
      const body = parsed(request.responseText);
      settle(request.status >= 200 && request.status < 300 ? { ok: true, value: body } : toRefusal(body));
    };
    request.onerror = () => settle(NETWORK);
    request.onabort = () => settle(null);
    if (signal.aborted) return settle(null);
    signal.addEventListener("abort", abort);
    const form = new FormData();
    form.append("file", file);
    request.open("POST", `/api/v1/imports/${batchId}/files`);
    request.send(form);
  });
