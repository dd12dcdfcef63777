"use client";

import { useRef, useState } from "react";
import type { Refusal } from "@/components/ui/outcome";
import { uploadFile } from "./upload";

export type Sending = { name: string; size: number; sent: number };
export type Failed = { name: string; refusal: Refusal };

/**
 * Sends files into a batch one after the other. A file that is refused does not stop the others; `cancel` stops the one
 * being sent and leaves out the rest.
 */
export const useUploads = () => {
  const [sending, setSending] = useState<Sending | null>(null);
  const [failed, setFailed] = useState<readonly Failed[]>([]);
  const abort = useRef<AbortController | null>(null);

  const send = async (batchId: string, files: readonly File[]): Promise<"sent" | "partly" | "cancelled"> => {
    const controller = new AbortController();
    abort.current = controller;
    setFailed([]);
    const refused: Failed[] = [];
    for (const file of files) {
      const { name, size } = file;
      setSending({ name, size, sent: 0 });
      const onProgress = (sent: number) => setSending({ name, size, sent });
      const outcome = await uploadFile({ batchId, file, onProgress, signal: controller.signal });
      if (outcome === null) break;
      if (!outcome.ok) refused.push({ name, refusal: outcome });
    }
    setSending(null);
    setFailed(refused);
    if (controller.signal.aborted) return "cancelled";
    return refused.length > 0 ? "partly" : "sent";
  };

  return { sending, failed, send, cancel: () => abort.current?.abort() };
};
