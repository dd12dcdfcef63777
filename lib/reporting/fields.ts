import { toJalali } from "@/lib/shared/calendar";
import { cleanText } from "@/lib/shared/text";
import { guardText } from "./guard";
import { aliasOf, guardiansOf, landlineOf, type Placement } from "./placement";

type Field = (p: Placement) => string | null;

/** Texts the normaliser would leave alone, so that nearly no name is normalised again. */
const CLEAN = /^[!-~آ-غفقل-وپچژکگی]+(?:[ \u200c][!-~آ-غفقل-وپچژکگی]+)*$/;

/** Free text: normalised once more (Latin digits only) and guarded; everything else is a validated code. */
const free =
  (of: (p: Placement) => string | null): Field =>
  (p) => {
    const text = of(p);
    return text ? guardText(CLEAN.test(text) ? text : cleanText(text).text) : null;
  };

const MARTYR = 1;
const HEKMAT = 3;
const HEKMAT_CODE = "1111111111111111";

/** Everything a layout may place in a column, as text; null or "" = blank. Source: Domain §8. */
export const FIELDS = {
  mentorId: (p) => String(p.mentorId),
  mentorAlias: (p) => String(aliasOf(p).code),
  mentorName: free((p) => p.mentorName),
  mentorMobile: (p) => p.mentorMobile,
  counter: (p) => p.counter,
  nationalId: (p) => p.nationalId,
  firstName: free((p) => p.firstName),
  lastName: free((p) => p.lastName),
  fatherName: free((p) => p.fatherName),
  birthDate: (p) => (p.birthDate ? toJalali(p.birthDate) : null),
  gender: (p) => String(p.gender),
  groupCode: (p) => String(p.groupCode),
  regStatus: (p) => String(p.regStatus),
  regCenter: (p) => String(p.centerCode),
  eduStatus: (p) => String(p.eduStatus),
  studentType: (p) => String(p.studentType),
  landline: landlineOf,
  mobile: (p) => p.mobile,
  fatherMobile: (p) => guardiansOf(p).first,
  motherMobile: (p) => guardiansOf(p).second,
  martyrFileNo: free((p) => (p.regStatus === MARTYR ? p.martyrFileNo : null)),
  discount: free((p) => p.discount),
  schoolOrZero: (p) => String(p.schoolCode ?? 0),
  schoolSixDigits: (p) => (p.schoolCode === null ? null : String(p.schoolCode).padStart(6, "0")),
  hekmatCode: (p) => (p.regStatus === HEKMAT ? HEKMAT_CODE : null),
  placedAt: (p) => p.at.toISOString(),
  year: (p) => String(p.year),
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof FIELDS;
