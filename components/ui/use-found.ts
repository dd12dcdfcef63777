"use client";

import { useEffect, useState } from "react";
import type { Outcome, Refusal, ServerAction } from "./outcome";
import { attempt } from "./use-action";

/** Of the facts a number is a code, shown in the digits of the page; a text stands as it is. */
export type Found = {
  readonly id: string;
  readonly title: string;
  readonly facts: readonly (string | number)[];
  readonly href: string;
};

const PAUSE_MS = 250;
/** Fewer letters find too much to be of use. */
const LETTERS_MIN = 2;

const isEnough = (text: string): boolean => text.trim().length >= LETTERS_MIN;
const NOTHING: readonly never[] = [];

/**
 * What the words find, asked for after a pause in typing; an answer that comes late is dropped, and what other words have
 * found is not offered: Enter would go there. No answer is a refusal, never "nothing found": one would enter a person twice.
 */
export const useFound = <F extends Found>(
  text: string,
  action: ServerAction<readonly F[]>,
  isAsked: (text: string) => boolean = isEnough,
) => {
  const [answer, setAnswer] = useState<{ readonly to: string; readonly outcome: Outcome<readonly F[]> }>();
  const asked = isAsked(text);
  useEffect(() => {
    if (!asked) return;
    let current = true;
    const timer = setTimeout(async () => {
      const outcome = await attempt(action, { text });
      if (current) setAnswer({ to: text, outcome });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, action, asked]);
  const outcome = asked && answer?.to === text ? answer.outcome : null;
  const refusal: Refusal | null = outcome && !outcome.ok ? outcome : null;
  const found = outcome?.ok ? outcome.value : NOTHING;
  const busy = asked && !outcome;
  /** Why there is nothing to choose from: a key of `ui.search`. */
  const nothing = refusal || found.length > 0 ? null : !asked ? "more" : busy ? "busy" : "none";
  return { found, busy, nothing, refusal } as const;
};
