"use client";

import { useRef, useState } from "react";
import type { Refusal } from "@/components/ui/outcome";
import { uploadFile } from "./upload";

/** The file being sent: the `nth` of `total`, and how much of it has gone. */
export type Sending = { name: string; size: number; sent: number; nth: number; total: number };
export type Failed = { name: string; refusal: Refusal };

/** What came of sending: `left` are files that were not sent because somebody cancelled. */
export type Sent = { how: "sent" | "partly" | "cancelled"; left: readonly File[] };

/**
 * Sends files into a batch one after the other. A file that is refused does not stop the others; `cancel` stops the one
 * being sent and leaves out the rest. `arrived` counts what came through, since the page was opened.
 */
export const useUploads = () => {
  const [sending, setSending] = useState<Sending | null>(null);
  const [failed, setFailed] = useState<readonly Failed[]>([]);
  const [arrived, setArrived] = useState(0);
  const abort = useRef<AbortController | null>(null);

  const send = async (batchId: string, files: readonly File[]): Promise<Sent> => {
    const controller = new AbortController();
    abort.current = controller;
    setFailed([]);
    const refused: Failed[] = [];
    let left: readonly File[] = [];
    for (const [i, file] of files.entries()) {
      const { name, size } = file;
      const onProgress = (sent: number) => setSending({ name, size, sent, nth: i + 1, total: files.length });
      onProgress(0);
      const outcome = await uploadFile({ batchId, file, onProgress, signal: controller.signal });
      if (outcome === null) {
        left = files.slice(i);
        break;
      }
      if (outcome.ok) setArrived((count) => count + 1);
      else refused.push({ name, refusal: outcome });
    }
    setSending(null);
    setFailed(refused);
    return { how: left.length > 0 ? "cancelled" : refused.length > 0 ? "partly" : "sent", left };
  };

  return { sending, failed, arrived, send, cancel: () => abort.current?.abort() };
};
