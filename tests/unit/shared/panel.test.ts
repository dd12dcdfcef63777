import { expect, test } from "vitest";
import { LIST_NAMES } from "@/lib/lists/names";
import { SPECS } from "@/lib/lists/pages";
import { panelsIn, withoutPanel, withoutUnknown, withPanel } from "@/lib/shared/panel";
import { keptQuery, queryOf, readView } from "@/lib/shared/view";

const read = (text: string) => new URLSearchParams(text);

test("a form takes the place of the one that was open, details stay open side by side", () => {
  const list = read("center=1,2&page=3");
  expect(queryOf(withPanel(withPanel(list, "edit", "5"), "edit", "center:7"))).toBe(
    "center=1,2&page=3&edit=center:7",
  );
  const both = withPanel(withPanel(withPanel(list, "open", "a"), "open", "b"), "open", "a");
  expect(queryOf(both)).toBe("center=1,2&page=3&open=a,b");
  expect(queryOf(withoutPanel(both, "open", "a"))).toBe("center=1,2&page=3&open=b");
  expect(queryOf(withoutPanel(read("edit=5"), "edit", "5"))).toBe("");
  expect(queryOf(withoutPanel(read("edit=5"), "edit", "6"))).toBe("edit=5");
  expect(panelsIn(read("open=,a,"), "open")).toEqual(["a"]);
});

test("what opens nothing leaves the address, everything else stays", () => {
  const isKnown = (_: string, key: string) => key === "a" || key === "5";
  const asked = (text: string) => withoutUnknown(read(text), isKnown);
  expect(asked("center=1&edit=5&open=a")).toBeNull();
  expect(asked("center=1")).toBeNull();
  expect(String(asked("center=1&edit=6&open=a,b"))).toBe("center=1&open=a");
  expect(String(asked("edit=&sort=name"))).toBe("sort=name");
});

test("neither links nor saved views nor files of a list carry what stands open on it", () => {
  for (const name of LIST_NAMES) {
    const spec = SPECS[name];
    const { params } = readView({ size: "50", edit: "new", open: "a,b" }, spec);
    expect(params).toEqual({ size: "50" });
    expect(keptQuery("size=50&edit=5&open=a", spec)).toEqual({ query: "size=50", dropped: [] });
  }
});
