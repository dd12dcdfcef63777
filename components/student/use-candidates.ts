"use client";

import { useEffect, useState } from "react";
import { listCandidatesAction } from "@/lib/allocation/manual/actions";
import type { Candidates } from "@/lib/allocation/manual/queries";
import { CANDIDATES_SHOWN } from "./candidates-shown";

const PAUSE_MS = 250;

/**
 * Candidates by what is typed and the page turned to. The first come with the page and again whenever it is drawn anew; what
 * is typed goes by POST, because it may be a name. A late answer is dropped.
 */
export function useCandidates(studentId: string, first: Candidates) {
  const [text, setText] = useState("");
  const [offset, setOffset] = useState(0);
  const [found, setFound] = useState<Candidates>(first);
  useEffect(() => {
    let current = true;
    if (text === "" && offset === 0) {
      setFound(first);
      return;
    }
    const timer = setTimeout(async () => {
      const asked = { studentId, text, offset, size: CANDIDATES_SHOWN };
      const outcome = await listCandidatesAction(asked).catch(() => null);
      if (current && outcome?.ok) setFound(outcome.value);
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [studentId, text, offset, first]);
  const search = (typed: string) => {
    setText(typed);
    setOffset(0);
  };
  return { text, search, offset, setOffset, found };
}
