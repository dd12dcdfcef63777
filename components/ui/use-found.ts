"use client";

import { useEffect, useState } from "react";
import type { ServerAction } from "./outcome";

export type Found = { id: string; title: string; subtitle?: string; href: string };

const PAUSE_MS = 250;
/** Fewer letters find too much to be of use. */
export const LETTERS_MIN = 2;

/** What the words find (nothing without an action), asked for after a pause in typing; an answer that comes late is dropped. */
export const useFound = <F extends Found>(
  text: string,
  action: ServerAction<readonly F[]> | null,
  lettersMin = LETTERS_MIN,
) => {
  const [found, setFound] = useState<readonly F[]>([]);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (action === null || text.trim().length < lettersMin) {
      setFound([]);
      setBusy(false);
      return;
    }
    let current = true;
    setBusy(true);
    const timer = setTimeout(async () => {
      const outcome = await action({ text }).catch(() => null);
      if (!current) return;
      setBusy(false);
      setFound(outcome?.ok ? outcome.value : []);
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, action, lettersMin]);
  return { found, busy };
};
