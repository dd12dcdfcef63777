import { expect, test } from "vitest";
import { changesText, readChanges } from "@/lib/allocation/what-if-text";

const TEXT = "add:501:3,center:12:1,group:501:27,leave:502,new:0:DUAL:10:27-31:1-2:283,new:1:NORMAL:4:7:0:";

test("changes read back from their text are the same changes", () => {
  const changes = readChanges(TEXT);
  expect(changes).toHaveLength(6);
  expect(changes?.[4]).toEqual({
    kind: "NEW_MENTOR",
    gender: 0,
    mentorKind: "DUAL",
    places: 10,
    groups: [27, 31],
    centers: [1, 2],
    schools: [283],
  });
  expect(changesText(changes ?? [])).toBe(TEXT);
  expect(readChanges("")).toEqual([]);
});

test.each(["add:501", "add:501:0", "add:x:3", "fire:501", "new:2:NORMAL:1:27:1:", "new:0:GOOD:1:27:1:"])(
  "%s is no change",
  (text) => expect(readChanges(text)).toBeNull(),
);

test("more than twenty changes are refused", () => {
  expect(readChanges(Array.from({ length: 21 }, () => "leave:5").join(","))).toBeNull();
});
