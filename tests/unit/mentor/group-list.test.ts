import { expect, test } from "vitest";
import { parseGroupList, parseGroupWords, parseTypedGroups } from "@/lib/mentor/group-list";

const CODES = [
  1, 3, 5, 7, 8, 9, 11, 12, 14, 17, 18, 53, 55, 66, 69, 83, 89, 21, 22, 23, 29, 24, 25, 26, 30, 27, 31, 33,
  35, 41, 43, 45, 46,
];
const known = new Set(CODES);

test.each([
  ["3", [3]],
  ["1,3,5,7:9", [1, 3, 5, 7, 8, 9]],
  ["27,31:33", [27, 31, 33]],
  ["21:26,29:30", [21, 22, 23, 24, 25, 26, 29, 30]],
  ["35,41,43:46", [35, 41, 43, 45, 46]],
  ["22,25", [22, 25]],
  ["53:93", [53, 55, 66, 69, 83, 89]],
  [
    "1,3,5,7:26,29:30,53:93",
    [1, 3, 5, 7, 8, 9, 11, 12, 14, 17, 18, 21, 22, 23, 24, 25, 26, 29, 30, 53, 55, 66, 69, 83, 89],
  ],
  ["9:7", [7, 8, 9]],
  ["7-9", [7, 8, 9]],
  ["7 – 9", [7, 8, 9]],
  ["1،3;5 7", [1, 3, 5, 7]],
  ["21:26:00", []],
  ["3.0", [3]],
  ["", []],
])("the list %s", (text, codes) => {
  expect(parseGroupList(text, known).codes).toEqual(codes);
});

test("what means nothing is named", () => {
  expect(parseGroupList("1,102,x,60:65", known)).toEqual({ codes: [1], unknown: ["102", "x", "60:65"] });
});

const groups = [
  { code: 27, name: "نهم", bucket: "SECONDARY1" },
  { code: 31, name: "هشتم", bucket: "SECONDARY1" },
  { code: 24, name: "دهم ریاضی", bucket: "SECONDARY2" },
  { code: 35, name: "ششم", bucket: "PRIMARY" },
  { code: 12, name: "دوازدهم شبکه و نرم‌افزار رایانه", bucket: "VOCATIONAL" },
  { code: 7, name: "هنر", bucket: "KONKUR" },
];

test.each([
  ["نهم", [27]],
  ["کل متوسطه 1", [27, 31]],
  ["کل متوسطه 2", [24]],
  ["کل دبستان", [35]],
  ["کل هنرستان", [12]],
  ["کل کنکوری‌ها", [7]],
  ["كل كنكوري ها", [7]],
  ["نهم، هنر", [7, 27]],
  ["دوازدهم شبکه و نرم افزار رایانه", [12]],
  ["27", [27]],
])("the words %s", (text, codes) => {
  expect(parseGroupWords(text, groups)).toEqual({ codes, unknown: [] });
});

test("«آزاد» names no group", () => {
  expect(parseGroupWords("آزاد", groups)).toEqual({ codes: [], unknown: ["آزاد"] });
});

test.each([
  ["31, کل متوسطه 1", [27, 31], []],
  ["24 27:31", [24, 27, 31], []],
  ["24, 999", [24], ["999"]],
  ["24 999، نهم", [24, 27], ["999"]],
  ["هیچ", [], ["هیچ"]],
  ["", [], []],
])("typed, %s is read as codes, ranges, names and buckets", (text, codes, unknown) => {
  const some = groups.filter(({ code }) => [24, 27, 31].includes(code));
  expect(parseTypedGroups(text, some)).toEqual({ codes, unknown });
});
