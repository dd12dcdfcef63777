import { codeBook } from "./row";
import { compactKey } from "./text";

/** دختر/زن 0 · پسر/مرد 1, by code or by any word of Domain §2. */
export const GENDER_BOOK = codeBook([
  { code: 0, names: ["دختر", "زن", "خانم", "دخترانه", "female", "f"] },
  { code: 1, names: ["پسر", "مرد", "آقا", "پسرانه", "male", "m"] },
]);

/** دانش‌آموز 1 · فارغ‌التحصیل 0. */
export const EDU_STATUS_BOOK = codeBook([
  { code: 1, names: ["دانش آموز"] },
  { code: 0, names: ["فارغ", "فارغ التحصیل"] },
]);

/** عادی 0 · بنیاد 1 · حکمت 3; there is no 2. */
export const REG_STATUS_BOOK = codeBook([
  { code: 0, names: ["عادی"] },
  { code: 1, names: ["بنیاد"] },
  { code: 3, names: ["حکمت"] },
]);

/** عادی 0 · مدرسه 1: what a file may say of a student; what is stored is derived. */
export const STUDENT_TYPE_BOOK = codeBook([
  { code: 0, names: ["عادی"] },
  { code: 1, names: ["مدرسه"] },
]);

const YES = new Set(["بلی", "بله", "yes", "1", "true"].map(compactKey));
const NO = new Set(["خیر", "no", "0", "false", ""].map(compactKey));

/** What a yes/no cell says; blank is no, any other word is null. Source: Domain §2. */
export const readYesNo = (text: string): boolean | null => {
  const key = compactKey(text);
  if (YES.has(key)) return true;
  return NO.has(key) ? false : null;
};
