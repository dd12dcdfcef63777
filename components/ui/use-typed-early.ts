"use client";

import { useCallback } from "react";

/** Ref of a field that is drawn on the server: what somebody typed before the scripts had come is taken over. `take` is stable. */
export const useTypedEarly = (take: (text: string) => void) =>
  useCallback(
    (input: HTMLInputElement | null) => {
      if (input?.value) take(input.value);
    },
    [take],
  );
