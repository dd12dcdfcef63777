"use client";

import { useEffect, useRef } from "react";

/**
 * Ref of a text field that is drawn on the server with `shown`. What somebody typed, or the browser filled in, before the
 * scripts had come is taken over: React would keep it on the screen, know nothing of it and wipe it with the next drawing.
 */
export const useTypedEarly = <F extends HTMLInputElement | HTMLTextAreaElement = HTMLInputElement>(
  shown: string,
  take: (field: F) => void,
) => {
  const field = useRef<F>(null);
  const first = useRef({ shown, take });
  useEffect(() => {
    const drawn = first.current;
    if (field.current && field.current.value !== drawn.shown.replaceAll("\r\n", "\n"))
      drawn.take(field.current);
  }, []);
  return field;
};
