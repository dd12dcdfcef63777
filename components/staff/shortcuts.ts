/** Where single-key shortcuts were switched off on this device (WCAG 2.1.4). */
const OFF_KEY = "takhsis.keys";

/** Whether single keys such as «?» do something. Combinations with Ctrl or ⌘ always do. */
export const areKeysOn = (): boolean => window.localStorage.getItem(OFF_KEY) !== "off";

/** Switches single-key shortcuts on or off for this device. */
export const setKeysOn = (on: boolean): void => window.localStorage.setItem(OFF_KEY, on ? "on" : "off");

export type Shortcut = "palette" | "help" | "notices";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Inside a window or a grid single letters belong to it. */
const isElsewhere = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("[role=dialog], [role=grid]") !== null;

/**
 * The shortcut a key press means, or null. Ctrl/⌘-K is recognised by the place of the key, because a Persian keyboard types
 * «ن» there, and so is N; single keys only outside fields and while they are on.
 */
export const shortcutOf = (event: KeyboardEvent): Shortcut | null => {
  if (event.altKey || event.isComposing) return null;
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.code === "KeyK") return "palette";
  if (event.ctrlKey || event.metaKey || isTyping(event.target) || !areKeysOn()) return null;
  if (event.key === "?" || event.key === "؟") return "help";
  return event.code === "KeyN" && !event.shiftKey && !isElsewhere(event.target) ? "notices" : null;
};

/** The key that is held for a combination, as the keyboard before the reader has it. Only in a browser. */
export const heldKey = (): "⌘" | "Ctrl" => (/Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl");
