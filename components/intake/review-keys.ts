/** What a key asks of the review table. `move` is relative; columns count in reading direction. */
export type KeyStep =
  | { readonly do: "move"; readonly row: number; readonly column: number }
  | { readonly do: "edge"; readonly edge: "first" | "last"; readonly of: "row" | "table" }
  | { readonly do: "error"; readonly direction: 1 | -1 }
  /** `text` replaces what stands in the cell; null = go on from it. */
  | { readonly do: "edit"; readonly text: string | null }
  | { readonly do: "clear" | "leave" | "undo" };

export type Key = {
  readonly key: string;
  /** The key's place on the keyboard: letters of a Persian layout are others. */
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
};

const PAGE_ROWS = 10;
const move = (row: number, column: number): KeyStep => ({ do: "move", row, column });

/** What a key means while a cell is open, or while none is; null = the browser's own. Source: the habits of spreadsheets. */
export const keyStep = (event: Key, { editing, rtl }: { editing: boolean; rtl: boolean }): KeyStep | null => {
  if (event.altKey) return errorStep(event.key);
  if (editing) return editingStep(event);
  if (event.ctrlKey || event.metaKey) return controlStep(event);
  return plainStep(event, rtl);
};

const errorStep = (key: string): KeyStep | null => {
  if (key === "ArrowDown") return { do: "error", direction: 1 };
  return key === "ArrowUp" ? { do: "error", direction: -1 } : null;
};

/** Arrows move the caret in an open cell. */
const editingStep = ({ key, shiftKey }: Key): KeyStep | null => {
  if (key === "Enter") return move(shiftKey ? -1 : 1, 0);
  if (key === "Tab") return move(0, shiftKey ? -1 : 1);
  return key === "Escape" ? { do: "leave" } : null;
};

const controlStep = ({ key, code, shiftKey }: Key): KeyStep | null => {
  if ((code === "KeyZ" || key.toLowerCase() === "z") && !shiftKey) return { do: "undo" };
  if (key === "Home") return { do: "edge", edge: "first", of: "table" };
  return key === "End" ? { do: "edge", edge: "last", of: "table" } : null;
};

const plainStep = ({ key }: Key, rtl: boolean): KeyStep | null => {
  switch (key) {
    case "Enter":
    case "F2":
      return { do: "edit", text: null };
    case "Delete":
    case "Backspace":
      return { do: "clear" };
    case "ArrowDown":
      return move(1, 0);
    case "ArrowUp":
      return move(-1, 0);
    case "ArrowLeft":
      return move(0, rtl ? 1 : -1);
    case "ArrowRight":
      return move(0, rtl ? -1 : 1);
    case "PageDown":
      return move(PAGE_ROWS, 0);
    case "PageUp":
      return move(-PAGE_ROWS, 0);
    case "Home":
      return { do: "edge", edge: "first", of: "row" };
    case "End":
      return { do: "edge", edge: "last", of: "row" };
    default:
      return [...key].length === 1 && key !== " " ? { do: "edit", text: key } : null;
  }
};
