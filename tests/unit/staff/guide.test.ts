import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { introOf, sectionsOf } from "@/components/staff/guide-sections";
import { topicOf } from "@/components/staff/help-topics";
import { listPages } from "@/e2e/routes";

const DOCS = path.resolve(import.meta.dirname, "../../../docs");
const guides = { fa: read("fa"), en: read("en") };

function read(locale: "fa" | "en"): string {
  return fs.readFileSync(path.join(DOCS, "user-guide", `${locale}.md`), "utf8");
}

const idsOf = (guide: string) => sectionsOf(guide).map(({ id }) => id);
const consolePages = listPages().filter(({ gate, draws }) => gate !== "none" && draws);

describe("the user guide", () => {
  test("has the same sections in both languages, in the same order, each once and none empty", () => {
    expect(idsOf(guides.fa)).toEqual(idsOf(guides.en));
    expect(new Set(idsOf(guides.fa)).size).toBe(idsOf(guides.fa).length);
    for (const guide of Object.values(guides))
      expect(sectionsOf(guide).filter(({ title, text }) => title === "" || text === "")).toEqual([]);
  });

  test("is read whole: no heading stands outside the sections", () => {
    for (const guide of Object.values(guides)) {
      expect(guide.match(/^## /gm)?.length).toBe(sectionsOf(guide).length);
      expect(introOf(guide)).not.toBe("");
    }
  });

  test("has a section for every page, in both languages", () => {
    const missing = consolePages.filter(({ route }) => {
      const topic = topicOf(route);
      return topic === null || Object.values(guides).some((guide) => !idsOf(guide).includes(topic));
    });
    expect(missing.map(({ route }) => route)).toEqual([]);
  });

  test("shows only pictures that exist, and those of its own language", () => {
    const lost = Object.entries(guides).flatMap(([locale, guide]) =>
      [...guide.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].flatMap(([, address = ""]) => {
        const isThere = fs.existsSync(path.join(DOCS, "user-guide", address));
        return isThere && address.includes(`-${locale}-`) ? [] : [address];
      }),
    );
    expect(lost).toEqual([]);
  });

  test("is written in Persian letters and digits where it is Persian", () => {
    const words = guides.fa.replace(
      /`[^`]*`|<a id="[^"]+"><\/a>|\([^)]*\.png\)|[A-Za-z][\w+-]*|^\d+\. /gm,
      "",
    );
    expect(words.match(/[0-9\u064a\u0643\u0660-\u0669]/g) ?? []).toEqual([]);
  });
});

describe("the help of a page", () => {
  test("is that of the thing, not of its list", () => {
    expect(topicOf("/mentors/7001")).toBe("mentor");
    expect(topicOf("/mentors/7001/drain")).toBe("drain");
    expect(topicOf("/mentors")).toBe("mentors");
    expect(topicOf("/imports/new")).toBe("imports");
    expect(topicOf("/")).toBe("home");
  });

  test("of an address nobody has is nothing", () => expect(topicOf("/nowhere")).toBeNull());
});
