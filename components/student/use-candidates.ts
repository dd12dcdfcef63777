"use client";

import { useEffect, useState } from "react";
import type { Outcome } from "@/components/ui/outcome";
import { attempt } from "@/components/ui/use-action";
import { useTypedEarly } from "@/components/ui/use-early";
import { listCandidatesAction } from "@/lib/allocation/manual/actions";
import type { Candidates } from "@/lib/allocation/manual/queries";
import { CANDIDATES_SHOWN } from "./candidates-shown";

const PAUSE_MS = 250;

type Asked = { readonly text: string; readonly offset: number };
type Answered = { readonly asked: Asked; readonly outcome: Outcome<Candidates> };

const ALL: Asked = { text: "", offset: 0 };
const isAll = ({ text, offset }: Asked): boolean => text === "" && offset === 0;

/**
 * Candidates by what is typed and the page turned to. The first come with the page and again whenever it is drawn anew; what
 * is typed goes by POST, because it may be a name. A late answer is dropped. Until the answer is there what was found before
 * stands on, `stale`: nobody is chosen from it, for the rows may move under the pointer.
 */
export function useCandidates(studentId: string, first: Candidates) {
  const [asked, setAsked] = useState(ALL);
  const [shown, setShown] = useState({ found: first, offset: 0 });
  const [answered, setAnswered] = useState<Answered>();
  useEffect(() => {
    if (isAll(asked)) return setShown({ found: first, offset: 0 });
    let current = true;
    const timer = setTimeout(async () => {
      const outcome = await attempt(listCandidatesAction, { studentId, ...asked, size: CANDIDATES_SHOWN });
      if (!current) return;
      setAnswered({ asked, outcome });
      if (outcome.ok) setShown({ found: outcome.value, offset: asked.offset });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [studentId, asked, first]);
  const search = (text: string) => setAsked({ text, offset: 0 });
  const turn = (offset: number) => setAsked({ text: asked.text, offset });
  const outcome = answered?.asked === asked ? answered.outcome : null;
  const busy = !isAll(asked) && !outcome;
  const refusal = outcome && !outcome.ok ? outcome : null;
  const field = useTypedEarly("", ({ value }) => search(value));
  return { ...shown, text: asked.text, field, search, turn, busy, refusal, stale: busy || refusal !== null };
}
