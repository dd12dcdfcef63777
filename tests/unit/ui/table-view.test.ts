import { describe, expect, test } from "vitest";
import { heatLevel } from "@/components/ui/heat-scale";
import { fieldReasons } from "@/components/ui/outcome";
import { readView, viewHref } from "@/components/ui/table-view";
import { refusalValues } from "@/lib/i18n/refusal";

const spec = {
  sorts: ["name", "load"] as const,
  defaultSort: "-load" as const,
  filters: { state: ["READY", "FAILED"], group: "number" as const },
};

describe("a list's address", () => {
  test("says order, page, size and filters", () => {
    const view = readView({ sort: "name", page: "3", size: "50", state: "READY", group: "27" }, spec);
    expect(view).toMatchObject({ sort: { key: "name", desc: false }, page: 3, size: 50, offset: 100 });
    expect(view.filters).toEqual({ state: "READY", group: "27" });
  });

  test("that is nonsense falls back to the defaults instead of failing", () => {
    const view = readView(
      { sort: "salary", page: "-1", size: "9999", state: "x' OR 1=1", group: "abc" },
      spec,
    );
    expect(view).toMatchObject({ sort: { key: "load", desc: true }, page: 1, size: 25, filters: {} });
  });

  test("keeps what belongs to others, and goes back to the first page when anything but the page changes", () => {
    const view = readView({ page: "4", tab: "unplaced", state: "READY" }, spec);
    expect(viewHref(view, { sort: "name" })).toBe("?tab=unplaced&state=READY&sort=name");
    expect(viewHref(view, { page: "5" })).toBe("?page=5&tab=unplaced&state=READY");
    expect(viewHref(view, { state: null })).toBe("?tab=unplaced");
  });

  test("holds two tables apart by name", () => {
    const view = readView({ "left.page": "2", page: "9" }, { ...spec, name: "left" });
    expect(view.page).toBe(2);
    expect(viewHref(view, { page: "3" })).toBe("?left.page=3&page=9");
  });
});

describe("occupancy", () => {
  test("has a step of its own for empty, full and over", () => {
    expect([heatLevel(0, 60), heatLevel(60, 60), heatLevel(61, 60)]).toEqual(["l0", "l6", "over"]);
    expect([heatLevel(14, 60), heatLevel(15, 60), heatLevel(59, 60)]).toEqual(["l1", "l2", "l5"]);
    expect([heatLevel(0, 0), heatLevel(1, 0)]).toEqual(["none", "over"]);
  });
});

describe("a refusal", () => {
  test("gives its fields to the form and its facts to the message", () => {
    const refusal = {
      ok: false,
      reason: "X",
      details: { fields: { name: "required" }, left: 3, codes: [1, 2], deep: { a: 1 } },
    } as const;
    expect(fieldReasons(refusal)).toEqual({ name: "required" });
    expect(refusalValues("en", refusal.details)).toMatchObject({
      left: 3,
      codes: "\u20681\u2069 and \u20682\u2069",
    });
    expect(refusalValues("fa", refusal.details)).toMatchObject({
      left: 3,
      codes: "\u2068۱\u2069 و \u2068۲\u2069",
    });
  });
});

test("hidden columns and density are read from the address, and choosing them leaves the page where it is", () => {
  const view = readView(
    { page: "3", hide: "counter,mentor,<b>,", dense: "1" },
    { sorts: ["name"], defaultSort: "name" },
  );
  expect([...view.hidden]).toEqual(["counter", "mentor"]);
  expect(view.dense).toBe(true);
  expect(viewHref(view, { hide: null })).toBe("?page=3&dense=1");
  expect(viewHref(view, { sort: "-name", hide: "counter" })).not.toContain("page=");
});
