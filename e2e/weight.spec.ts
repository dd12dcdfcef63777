import { gzipSync } from "node:zlib";
import { expect, test } from "./fixtures";

/** First-load scripts of a list page, gzipped. Source: Contracts §10. */
const BUDGET_KB = 280;
const LISTS = [
  "/students",
  "/mentors",
  "/managers",
  "/runs",
  "/waiting",
  "/imports",
  "/quarantine",
  "/exports",
  "/audit",
];

test("no list page sends more script with its first answer than the budget allows", async ({ open }) => {
  const page = await open({ role: "ADMIN" });
  const sizes = new Map<string, number>();
  const sizeOf = async (address: string): Promise<number> => {
    const known = sizes.get(address);
    if (known !== undefined) return known;
    const size = gzipSync(await (await page.request.get(address)).body()).length;
    sizes.set(address, size);
    return size;
  };
  const weights: [string, number][] = [];
  for (const path of LISTS) {
    const html = await (await page.request.get(path)).text();
    const scripts = new Set(
      [...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, address]) => address ?? ""),
    );
    expect(scripts.size, path).toBeGreaterThan(0);
    let bytes = 0;
    for (const address of scripts) bytes += await sizeOf(address);
    weights.push([path, Math.round(bytes / 1024)]);
  }
  // Told in the report, so that the distance to the budget is seen before it is used up.
  test.info().annotations.push({ type: "kB", description: weights.map((one) => one.join(" ")).join(", ") });
  expect(weights.filter(([, kb]) => kb > BUDGET_KB)).toEqual([]);
});
