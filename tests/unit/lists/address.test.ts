import { describe, expect, test } from "vitest";
import { LIST_NAMES } from "@/lib/lists/names";
import { SPECS } from "@/lib/lists/pages";
import { codesOf, keptQuery, oneOf, readView, valuesOf } from "@/lib/shared/view";

const spec = {
  sorts: ["name"] as const,
  defaultSort: "name" as const,
  filters: { state: { many: ["A", "B", "C"] }, group: { many: "number" as const }, year: "number" as const },
  cursor: "before",
};

describe("a filter that takes several values", () => {
  test("keeps those it knows, each once, and forgets the others", () => {
    const { filters } = readView({ state: "B,X,A,B", group: "3,5:7,x,9:2", year: "1,2" }, spec);
    expect(filters).toEqual({ state: "B,A", group: "3,5:7" });
    expect(valuesOf(filters["state"])).toEqual(["B", "A"]);
    expect(codesOf(filters["group"])).toEqual([3, 5, 6, 7]);
    expect(oneOf(["A", "B", "C"], filters["state"])).toEqual(["A", "B"]);
    expect([codesOf(undefined), oneOf(["A"], undefined)]).toEqual([undefined, undefined]);
  });

  test("of which nothing is known is not set at all", () => {
    expect(readView({ state: "X,Y", group: "0:999999" }, spec).filters).toEqual({});
  });
});

describe("what outlives an address", () => {
  test("is the same however its parts were ordered, and never the page somebody was on", () => {
    const one = keptQuery("group=3&sort=-name&page=7&state=A", spec);
    const other = keptQuery("state=A&sort=-name&group=3&before=12&view=all", spec);
    expect(one).toEqual({
      query: "sort=-name&state=A&group=3",
      dropped: [],
    });
    expect(other).toEqual(one);
  });

  test("is read back as the very same list", () => {
    const address = {
      state: "A,C",
      group: "1,5:7",
      year: "1404",
      sort: "-name",
      hide: "year",
      dense: "1",
      size: "50",
    };
    const { query } = keptQuery(String(new URLSearchParams(address)), spec);
    const [was, is] = [
      readView(address, spec),
      readView(Object.fromEntries(new URLSearchParams(query)), spec),
    ];
    expect({ ...is, params: 0 }).toEqual({ ...was, params: 0 });
  });
});

test("no list reads free text from its address: names, ids and counters cannot stand there", () => {
  for (const name of LIST_NAMES)
    for (const text of ["علی رضایی", "a b", "x'--", "0012345679", "543570001"]) {
      const search = Object.fromEntries(Object.keys(SPECS[name].filters).map((key) => [key, text]));
      expect(readView(search, SPECS[name]).filters, name).toEqual({});
    }
});
