import { COLUMNS, type FieldColumns, type Kind } from "../columns";
import { KEY_FIELD, markSample } from "../sample-row";

export type Language = "fa" | "en";

/** Words that drop-downs offer, in one language. */
export type Lists = {
  readonly centers: readonly string[];
  readonly groups: readonly string[];
  readonly years: readonly string[];
};

/** How a column is filled in; `import.template.form.<form>` says it in words. */
export type FieldForm =
  | "nationalId"
  | "mobile"
  | "landline"
  | "date"
  | "counter"
  | "code"
  | "school"
  | "number"
  | "gpa"
  | "name"
  | "text"
  | "choice"
  | "yesNo"
  | "groupList"
  | "centerList"
  | "alias";

export type TemplateField = {
  readonly field: string;
  readonly header: string;
  readonly required: boolean;
  readonly form: FieldForm;
  readonly choices: readonly string[];
  readonly sample: string;
  readonly aliases: readonly string[];
};

const WORDS = {
  gender: { fa: ["دختر", "پسر"], en: ["female", "male"] },
  schoolGender: { fa: ["دخترانه", "پسرانه", "مختلط"], en: ["female", "male", "مختلط"] },
  eduStatus: { fa: ["دانش آموز", "فارغ التحصیل"], en: ["1", "0"] },
  regStatus: { fa: ["عادی", "بنیاد", "حکمت"], en: ["0", "1", "3"] },
  studentType: { fa: ["عادی", "مدرسه"], en: ["0", "1"] },
  mentorKind: { fa: ["عادی", "مدرسه", "عادی و مدرسه"], en: ["NORMAL", "SCHOOL", "DUAL"] },
  yesNo: { fa: ["بلی", "خیر"], en: ["yes", "no"] },
  level: {
    fa: ["کنکوری", "هنرستان", "متوسطه دوم", "متوسطه اول", "دبستان"],
    en: ["KONKUR", "VOCATIONAL", "SECONDARY2", "SECONDARY1", "PRIMARY"],
  },
} as const satisfies Record<string, Record<Language, readonly string[]>>;

type Choice = keyof typeof WORDS | keyof Lists;
type Detail = { form: FieldForm; choices?: Choice; sample?: string; sampleChoice?: number };

const choice = (choices: Choice): Detail => ({ form: "choice", choices });
const yesNo: Detail = { form: "yesNo", choices: "yesNo" };
const mostlyNo: Detail = { ...yesNo, sampleChoice: 1 };

/** What the column lists do not say. A field without an entry is plain text: it appears all the same. */
const DETAILS: Readonly<Record<Kind, Readonly<Record<string, Detail>>>> = {
  students: {
    nationalId: { form: "nationalId", sample: "0012345679" },
    firstName: { form: "name", sample: "زهرا" },
    lastName: { form: "name", sample: "نمونه" },
    fatherName: { form: "name", sample: "علی" },
    birthDate: { form: "date", sample: "1388/02/15" },
    gender: choice("gender"),
    groupCode: choice("groups"),
    eduStatus: choice("eduStatus"),
    centerCode: choice("centers"),
    regStatus: choice("regStatus"),
    schoolCode: { form: "school", sample: "0" },
    fileType: choice("studentType"),
    mobile: { form: "mobile", sample: "09121234567" },
    homePhone: { form: "landline", sample: "33445566" },
    fatherMobile: { form: "mobile", sample: "09121234568" },
    motherMobile: { form: "mobile", sample: "09121234569" },
    gpa: { form: "gpa", sample: "18.5" },
    counter: { form: "counter" },
  },
  mentors: {
    id: { form: "code", sample: "512" },
    name: { form: "name", sample: "مریم نمونه" },
    gender: choice("gender"),
    managerName: { form: "name" },
    managerId: { form: "code", sample: "11" },
    kind: choice("mentorKind"),
    groups: { form: "groupList", sample: "1,3,5,7:9" },
    school1: { form: "school", sample: "0" },
    school2: { form: "school" },
    school3: { form: "school" },
    school4: { form: "school" },
    schoolCount: { form: "number" },
    baseLoad: { form: "number", sample: "0" },
    capacity: { form: "number", sample: "60" },
    alias: { form: "alias", sample: "1512" },
    inactive: mostlyNo,
    accepting: yesNo,
    waiting: mostlyNo,
    mobile: { form: "mobile", sample: "09121234567" },
    centers: { form: "centerList" },
  },
  managers: {
    id: { form: "code", sample: "11" },
    name: { form: "name", sample: "رضا نمونه" },
    centers: { form: "centerList", sample: "0,1" },
    active: yesNo,
  },
  schools: {
    code: { form: "code", sample: "650" },
    name: { form: "name", sample: "دبیرستان نمونه" },
    gender: choice("schoolGender"),
  },
  "special-schools": {
    year: { form: "choice", choices: "years" },
    schoolCode: { form: "code", sample: "650" },
  },
  groups: {
    code: { form: "code", sample: "3" },
    name: { form: "name", sample: "دوازدهم تجربی" },
    bucket: choice("level"),
  },
  counters: {
    nationalId: { form: "nationalId", sample: "0012345679" },
    counter: { form: "counter", sample: "543570001" },
  },
};

const isLatin = (header: string): boolean => /^[\u0020-\u007e]+$/.test(header);

/** The heading of a language: the first synonym, or the first in Latin letters where there is one. */
const headerOf = ({ headers }: FieldColumns, language: Language): string =>
  (language === "en" ? headers.find(isLatin) : undefined) ?? headers[0] ?? "";

const choicesOf = (choices: Choice | undefined, language: Language, lists: Lists): readonly string[] => {
  if (choices === undefined) return [];
  return choices in lists ? lists[choices as keyof Lists] : WORDS[choices as keyof typeof WORDS][language];
};

/** The columns of a template in the order of the files, each with how it is filled in. Source: Domain §7. */
export const templateFields = (kind: Kind, language: Language, lists: Lists): TemplateField[] =>
  COLUMNS[kind].map((column) => {
    const detail: Detail = DETAILS[kind][column.field] ?? { form: "text" };
    const choices = choicesOf(detail.choices, language, lists);
    const value = detail.sample ?? choices[detail.sampleChoice ?? 0] ?? "";
    const header = headerOf(column, language);
    return {
      field: column.field,
      header,
      required: column.required === true,
      form: detail.form,
      choices,
      sample: column.field === KEY_FIELD[kind] ? markSample(language, value) : value,
      aliases: column.headers.filter((name) => name !== header),
    };
  });
