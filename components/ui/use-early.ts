"use client";

import { type RefObject, useEffect, useRef } from "react";

/**
 * What somebody typed or chose, or the browser filled in, before the scripts had come. React would keep it on the screen, know
 * nothing of it and wipe it with the next drawing; these hooks hand it to `take`, once. The ref belongs to the field.
 */
const useEarly = <F extends HTMLElement>(
  differs: (field: F) => boolean,
  take: (field: F) => void,
): RefObject<F | null> => {
  const field = useRef<F>(null);
  const drawn = useRef({ differs, take });
  useEffect(() => {
    const { differs, take } = drawn.current;
    if (field.current && differs(field.current)) take(field.current);
  }, []);
  return field;
};

/** For a text field or list that is drawn on the server with the value `shown`. */
export const useTypedEarly = <
  F extends HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement = HTMLInputElement,
>(
  shown: string,
  take: (field: F) => void,
) => useEarly<F>((field) => field.value !== shown.replaceAll("\r\n", "\n"), take);

/** For a tick box or radio button. Of radio buttons the one that was chosen speaks. */
export const useChosenEarly = (checked: boolean, take: (checked: boolean) => void) =>
  useEarly<HTMLInputElement>(
    (field) => field.checked !== checked && (field.checked || field.type === "checkbox"),
    (field) => take(field.checked),
  );
