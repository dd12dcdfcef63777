import type { Chance } from "./chance";

/** A cell as a person or a program left it: text or a number. */
export type Cell = string | number | null;
export type Row = Record<string, Cell>;

const PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹";

export const persianDigits = (text: string): string =>
  text.replace(/\d/g, (digit) => PERSIAN_DIGITS[Number(digit)]!);
/** Letters of an Arabic keyboard; they look the same and compare as different. */
export const arabicLetters = (text: string): string => text.replaceAll("ی", "ي").replaceAll("ک", "ك");
/** What Excel makes of an id typed into an ordinary cell: a number, its leading zeros gone. */
export const lostZeros = (digits: string): number => Number(digits);

/** Most rows were typed with care: for them nothing unusual ever happens. */
export const careful = (chance: Chance): Chance => ({
  ...chance,
  happens: () => false,
  pick: (from) => from[0]!,
  weighted: (from) => from[0]![0],
});

/** Names: Arabic letters, spaces and marks that nobody sees. */
export const dirtyName = (name: string, chance: Chance): string =>
  chance.weighted<(text: string) => string>([
    [(text) => text, 50],
    [arabicLetters, 38],
    [(text) => ` ${text}  `, 6],
    [(text) => text.replaceAll(" ", "  "), 3],
    [(text) => `\u200f${text}`, 3],
  ])(name);

/** Ids: as they are, as numbers without their zeros, in Persian digits, with a trailing `.0`. */
export const dirtyId = (digits: string, chance: Chance): Cell =>
  chance.weighted<(text: string) => Cell>([
    [(text) => text, 50],
    [lostZeros, 30],
    [persianDigits, 17],
    [(text) => `${text}.0`, 3],
  ])(digits);

/** Mobiles: with the country's prefix, without the zero, in Persian digits, now and then unusable. */
export const dirtyMobile = (digits: string, chance: Chance): Cell =>
  digits === ""
    ? null
    : chance.weighted<(text: string) => Cell>([
        [(text) => text, 66],
        [(text) => `+98${text.slice(1)}`, 10],
        [(text) => Number(text.slice(1)), 12],
        [persianDigits, 9],
        [(text) => `${text.slice(0, 4)} ${text.slice(4)}`, 2],
        [(text) => text.slice(0, 8), 1],
      ])(digits);

/** Ways in which a row cannot be taken; each leaves the row with a reason of its own. Source: Domain §5. */
export const SPOILS: readonly ((row: Row) => Row)[] = [
  (row) => ({ ...row, nationalId: wrongCheckDigit(String(row.cleanId)) }),
  (row) => ({ ...row, gender: "نامشخص" }),
  (row) => ({ ...row, group: 999 }),
  (row) => ({ ...row, center: "شیراز" }),
  (row) => ({ ...row, nationalId: null }),
  (row) => ({ ...row, regStatus: 2 }),
  (row) => ({ ...row, nationalId: String(row.cleanId).slice(0, 6) }),
  (row) => ({ ...row, status: "دانشجو" }),
  (row) => ({ ...row, school: "الف-۱۲" }),
  (row) => ({ ...row, legacyCounter: "۵۳۵۳۴-۱۲" }),
  (row) => ({ ...row, group: null, gender: "?" }),
  (row) => ({ ...row, nationalId: wrongCheckDigit(String(row.cleanId)), center: null }),
];

const wrongCheckDigit = (id: string): string => `${id.slice(0, 9)}${(Number(id[9]) + 1) % 10}`;
