"use client";

import { unstable_rethrow, useRouter } from "next/navigation";
import { useCallback, useState, useTransition } from "react";
import { NETWORK, type Outcome, type Refusal, type ServerAction } from "./outcome";

type Options<T> = {
  /** After a success; the page's data has been asked for again. */
  onOk?: (value: T) => void;
  onRefused?: (refusal: Refusal) => void;
  /** Leave the page's data alone after a success, because `onOk` goes elsewhere. */
  stay?: boolean;
};

/** Calls a server action: pending state, the refusal to show, fresh page data after a success. */
export const useAction = <T>(action: ServerAction<T>, { onOk, onRefused, stay = false }: Options<T> = {}) => {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const run = useCallback(
    (input: unknown) =>
      startTransition(async () => {
        const outcome = await attempt(action, input);
        setRefusal(outcome.ok ? null : outcome);
        if (!outcome.ok) return onRefused?.(outcome);
        onOk?.(outcome.value);
        if (!stay) router.refresh();
      }),
    [action, onOk, onRefused, stay, router],
  );
  return { run, pending, refusal, clear: () => setRefusal(null) };
};

/** The outcome of an action; no answer at all is a refusal as well. */
export const attempt = async <T>(action: ServerAction<T>, input: unknown): Promise<Outcome<T>> => {
  try {
    return await action(input);
  } catch (error) {
    unstable_rethrow(error);
    return NETWORK;
  }
};
