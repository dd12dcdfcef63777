import { describe, expect, test } from "vitest";
import { type Key, keyStep } from "@/components/intake/review-keys";

const press = (key: string, other: Partial<Key> = {}): Key => ({
  key,
  code: "",
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...other,
});
const inTable = (key: string, other: Partial<Key> = {}, rtl = false) =>
  keyStep(press(key, other), { editing: false, rtl });
const inCell = (key: string, other: Partial<Key> = {}) =>
  keyStep(press(key, other), { editing: true, rtl: true });

describe("keys of the review table", () => {
  test("Ctrl+Z takes back on a Persian keyboard too, where the key says ظ", () => {
    const undo = { do: "undo" };
    expect(inTable("ظ", { ctrlKey: true, code: "KeyZ" })).toEqual(undo);
    expect(inTable("z", { metaKey: true })).toEqual(undo);
    expect(inCell("z", { ctrlKey: true, code: "KeyZ" })).toBeNull();
  });

  test("the left arrow goes on in Persian and back in English", () => {
    expect(inTable("ArrowLeft", {}, true)).toEqual({ do: "move", row: 0, column: 1 });
    expect(inTable("ArrowLeft")).toEqual({ do: "move", row: 0, column: -1 });
    expect(inCell("ArrowLeft")).toBeNull();
  });

  test("F2 and Enter go on from what stands in the cell, a letter begins anew, a blank does nothing", () => {
    expect([inTable("F2"), inTable("Enter")]).toEqual([
      { do: "edit", text: null },
      { do: "edit", text: null },
    ]);
    expect(inTable("آ")).toEqual({ do: "edit", text: "آ" });
    expect([inTable(" "), inTable("F5"), inTable("Shift")]).toEqual([null, null, null]);
  });

  test("Tab leaves the table, but goes from cell to cell while one is open", () => {
    expect(inTable("Tab")).toBeNull();
    expect(inCell("Tab")).toEqual({ do: "move", row: 0, column: 1 });
    expect(inCell("Tab", { shiftKey: true })).toEqual({ do: "move", row: 0, column: -1 });
    expect(inCell("Escape")).toEqual({ do: "leave" });
  });

  test("Alt with the arrows goes from error to error, also out of an open cell; other Alt keys are the browser's", () => {
    expect(inTable("ArrowDown", { altKey: true })).toEqual({ do: "error", direction: 1 });
    expect(inCell("ArrowUp", { altKey: true })).toEqual({ do: "error", direction: -1 });
    expect(inTable("ArrowLeft", { altKey: true })).toBeNull();
  });
});
