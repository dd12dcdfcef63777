import { expect, test, vi } from "vitest";
import { keepNewest } from "@/lib/shared/kept";

test("the same question is answered once, also when it is asked twice at the same time", async () => {
  const keep = keepNewest<number>(2);
  const make = vi.fn(async () => 7);
  expect(await Promise.all([keep("a", make), keep("a", make)])).toEqual([7, 7]);
  expect(await keep("a", make)).toBe(7);
  expect(make).toHaveBeenCalledTimes(1);
});

test("what was asked for longest ago goes first", async () => {
  const keep = keepNewest<string>(2);
  const asked: string[] = [];
  const ask = (key: string) =>
    keep(key, async () => {
      asked.push(key);
      return key;
    });
  for (const key of ["a", "b", "a", "c", "a", "b"]) expect(await ask(key)).toBe(key);
  expect(asked).toEqual(["a", "b", "c", "b"]);
});

test("a failure is told to everyone who asked and tried again by the next", async () => {
  const keep = keepNewest<number>(2);
  await expect(keep("a", () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  expect(await keep("a", async () => 1)).toBe(1);
});
