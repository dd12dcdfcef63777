/** Kinds of files the one pipeline takes in. Source: Design §7. */
export const KINDS = [
  "students",
  "mentors",
  "managers",
  "schools",
  "special-schools",
  "groups",
  "counters",
] as const;
export type Kind = (typeof KINDS)[number];

/** A field of a kind and the headings it is known by; their order is their priority. */
export type FieldColumns = {
  readonly field: string;
  /** Codes lose the half-space everywhere, texts only at their edges. Source: Contracts §5. */
  readonly form: "code" | "text";
  readonly headers: readonly string[];
  /** Without this column the file is refused. */
  readonly required?: boolean;
  /** A heading that may occur several times; the filled one counts. */
  readonly repeats?: string;
};

const code = (field: string, ...headers: string[]): FieldColumns => ({ field, form: "code", headers });
const text = (field: string, ...headers: string[]): FieldColumns => ({ field, form: "text", headers });
const required = (column: FieldColumns): FieldColumns => ({ ...column, required: true });

const NATIONAL_ID = required(code("nationalId", "کد ملی", "national_id", "nid"));

/** Headings of every kind, matched after normalisation (`header.ts`). Source: Domain §7. */
export const COLUMNS: Readonly<Record<Kind, readonly FieldColumns[]>> = {
  students: [
    NATIONAL_ID,
    text("firstName", "نام", "first_name"),
    text("lastName", "نام خانوادگی", "last_name"),
    text("fatherName", "نام پدر", "father_name"),
    code("birthDate", "تاریخ تولد", "birth_date"),
    required(code("gender", "جنسیت", "gender")),
    required(code("groupCode", "گروه آزمایشی نهایی", "کدرشته", "کد گروه", "group_code", "گروه آزمایشی")),
    required(code("eduStatus", "وضعیت تحصیلی", "دانش آموز فارغ", "edu_status")),
    required(code("centerCode", "مرکز ثبت نام", "مرکز گلستان صدرا", "reg_center")),
    required(code("regStatus", "وضعیت ثبت نام", "مالی حکمت بنیاد", "reg_status")),
    code("schoolCode", "مدرسه نهایی", "کد مدرسه", "school_code"),
    code("fileType", "نوع دانش آموز", "student_type"),
    code("mobile", "تلفن همراه داوطلب", "تلفن همراه", "شماره موبایل", "mobile"),
    code("homePhone", "تلفن منزل", "home_phone"),
    code("fatherMobile", "تلفن همراه پدر", "father_mobile"),
    code("motherMobile", "تلفن همراه مادر", "mother_mobile"),
    code("gpa", "معدل", "gpa"),
    text("discount", "تخفیف", "discount"),
    code("martyrFileNo", "شماره پرونده بنیاد شهید", "martyr_file_no"),
    { ...code("counter", "کد ثبت نام", "کد ثبت نام0", "شمارنده", "counter"), repeats: "کد ثبت نام" },
  ],
  mentors: [
    required(code("id", "کد کارمندی پشتیبان", "mentor_id")),
    text("name", "نام پشتیبان", "mentor_name"),
    code("gender", "جنسیت", "gender"),
    text("managerName", "نام مدیر", "manager_name"),
    code("managerId", "کد مدیر", "manager_id"),
    text("kind", "نوع پشتیبان", "mentor_type"),
    text("groupWords", "گروه آزمایشی"),
    code("groups", "شامل گروه های آزمایشی", "allowed_groups", "group_codes"),
    code("school1", "نام مدرسه 1", "کد مدرسه 1", "school_1"),
    code("school2", "نام مدرسه 2", "کد مدرسه 2", "school_2"),
    code("school3", "نام مدرسه 3", "کد مدرسه 3", "school_3"),
    code("school4", "نام مدرسه 4", "کد مدرسه 4", "school_4"),
    code("schoolCount", "تعداد مدارس تحت پوشش"),
    code("baseLoad", "تعداد داوطلبان تحت پوشش", "current_load", "load"),
    code("capacity", "تعداد تحت پوشش خاص", "ظرفیت", "capacity"),
    code("alias", "کدپستی", "کد جایگزین", "alias_code"),
    code("inactive", "غیر فعال", "inactive"),
    code("accepting", "امکان جذب دانش آموز", "accepting"),
    code("waiting", "در انتظار تخصیص پشتیبان", "placeholder"),
    code("mobile", "تلفن همراه", "تلفن همراه پشتیبان", "شماره موبایل", "mobile"),
    code("centers", "مراکز پشتیبان", "مراکز مجاز", "allowed_centers"),
  ],
  managers: [
    required(code("id", "کد مدیر", "manager_id")),
    text("name", "نام مدیر", "manager_name"),
    required(text("centers", "مراکز", "مرکز", "centers", "allowed_centers")),
    code("active", "فعال", "active"),
  ],
  schools: [
    required(code("code", "کد مدرسه", "school_code")),
    required(text("name", "نام مدرسه", "school_name")),
    code("gender", "جنسیت", "gender"),
    text("level", "مقطع", "مقطع تحصیلی", "level"),
    text("kind", "نوع مدرسه", "school_type"),
    text("district", "ناحیه", "منطقه", "district"),
  ],
  "special-schools": [
    code("year", "سال", "سال تحصیلی", "year"),
    required(code("schoolCode", "کد مدرسه", "school_code")),
  ],
  groups: [
    required(code("code", "کد گروه", "group_code")),
    required(text("name", "گروه آزمایشی", "نام گروه", "group_name")),
    text("bucket", "مقطع تحصیلی", "مقطع", "level"),
  ],
  counters: [
    NATIONAL_ID,
    {
      ...required(code("counter", "شمارنده", "کد ثبت نام", "کد ثبت نام0", "counter")),
      repeats: "کد ثبت نام",
    },
  ],
};

/** Whether a batch of a kind needs an academic year. */
export const NEEDS_YEAR: ReadonlySet<Kind> = new Set<Kind>(["students", "mentors"]);

/** Kinds whose files list everything there is, unless said otherwise. Source: Contracts §5. */
export const FULL_BY_DEFAULT: ReadonlySet<Kind> = new Set<Kind>(["mentors", "managers", "schools"]);

/** Lists of the whole installation: only someone of all centres may change them. */
export const OF_ALL_CENTERS: ReadonlySet<Kind> = new Set<Kind>(["schools", "special-schools", "groups"]);
