import { compactKey } from "@/lib/shared/text";

/** An exam group as a list may name it; `bucket` is its level. */
export type GroupName = { readonly code: number; readonly name: string; readonly bucket: string };

export type GroupList = { readonly codes: number[]; readonly unknown: string[] };

const RANGE = /^(\d{1,9})[:\-–](\d{1,9})$/;

/**
 * Reads the codes column «شامل گروه های آزمایشی»: tokens between `,` `،` `;` or spaces; `a:b`, `a-b`, `a–b` are inclusive
 * ranges, turned round if need be and cut to the known codes. Codes ascending; what means nothing is in `unknown`.
 * Source: Domain §3.
 */
export const parseGroupList = (text: string, known: ReadonlySet<number>): GroupList => {
  const tokens = text.replace(/\s*([:\-–])\s*/g, "$1").split(/[,،;؛\s]+/);
  const codes = new Set<number>();
  const unknown: string[] = [];
  for (const token of tokens.filter((t) => t !== "")) {
    const found = codesOf(token, known);
    if (found.length === 0) unknown.push(token);
    for (const code of found) codes.add(code);
  }
  return { codes: [...codes].sort((a, b) => a - b), unknown };
};

const codesOf = (token: string, known: ReadonlySet<number>): number[] => {
  const [, first, second] = RANGE.exec(token) ?? [];
  if (first !== undefined) {
    const [low, high] = [Number(first), Number(second)].sort((a, b) => a - b) as [number, number];
    return [...known].filter((code) => code >= low && code <= high);
  }
  const [, single] = /^(\d{1,9})(?:\.0*)?$/.exec(token) ?? [];
  return single !== undefined && known.has(Number(single)) ? [Number(single)] : [];
};

/** The buckets people write in the words column; the «ها» of «کنکوری‌ها» comes and goes. */
const BUCKET_WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ["کل متوسطه 1", "SECONDARY1"],
    ["کل متوسطه اول", "SECONDARY1"],
    ["کل متوسطه 2", "SECONDARY2"],
    ["کل متوسطه دوم", "SECONDARY2"],
    ["کل دبستان", "PRIMARY"],
    ["کل هنرستان", "VOCATIONAL"],
    ["کل کنکوری ها", "KONKUR"],
    ["کل کنکوری", "KONKUR"],
  ].map(([word = "", bucket = ""]) => [compactKey(word), bucket]),
);

/**
 * Reads the words column «گروه آزمایشی»: names of groups or buckets such as «کل متوسطه 1», between commas; a code stands
 * for itself. «آزاد» names no group. Source: Domain §3.
 */
export const parseGroupWords = (text: string, groups: readonly GroupName[]): GroupList => {
  const known = new Set(groups.map(({ code }) => code));
  const codes = new Set<number>();
  const unknown: string[] = [];
  for (const token of text
    .split(/[,،;؛]+/)
    .map((t) => t.trim())
    .filter((t) => t !== "")) {
    const key = compactKey(token);
    const bucket = BUCKET_WORDS[key];
    const named = groups.filter((group) =>
      bucket ? group.bucket === bucket : compactKey(group.name) === key,
    );
    const found = named.length > 0 ? named.map(({ code }) => code) : parseGroupList(token, known).codes;
    if (found.length === 0) unknown.push(token);
    for (const code of found) codes.add(code);
  }
  return { codes: [...codes].sort((a, b) => a - b), unknown };
};

/**
 * Reads what somebody types to choose groups: codes and ranges as in the codes column, and between commas also names and
 * buckets as in the words column. Whatever a file may say in one of both may be typed. Source: Domain §3.
 */
export const parseTypedGroups = (text: string, groups: readonly GroupName[]): GroupList => {
  const known = new Set(groups.map(({ code }) => code));
  const lists = text.split(/[,،;؛]+/).map((part) => {
    const listed = parseGroupList(part, known);
    const named = parseGroupWords(part, groups).codes;
    // Words that name nothing are read as a list by both; only a list says which part of it means nothing.
    return String(named) === String(listed.codes) ? listed : { codes: named, unknown: [] };
  });
  const codes = new Set(lists.flatMap((list) => list.codes));
  return { codes: [...codes].sort((a, b) => a - b), unknown: lists.flatMap((list) => list.unknown) };
};
