"use client";

type Ask = (go: () => void) => void;

/** Forms that hold something unsaved; one per browser window, as there is one address bar. */
const held = new Set<symbol>();
let ask: Ask | null = null;

/** Notes that a form holds something unsaved, or no longer. */
export const hold = (form: symbol, isDirty: boolean): void => {
  if (isDirty) held.add(form);
  else held.delete(form);
};

/** Whether anything is unsaved. */
export const isHeld = (): boolean => held.size > 0;

/** Says who asks; the frame of the console does. */
export const setAsker = (asker: Ask | null): void => {
  ask = asker;
};

/**
 * Goes on at once, or asks first where something is unsaved: of one form (a window that closes), else of the whole page.
 * Where nobody asks (before the sign-in) it goes on.
 */
export const mayLeave = (go: () => void, form?: symbol): void => {
  const isDirty = form === undefined ? held.size > 0 : held.has(form);
  const anyway = () => {
    if (form === undefined) held.clear();
    else held.delete(form);
    go();
  };
  if (isDirty && ask !== null) ask(anyway);
  else go();
};
