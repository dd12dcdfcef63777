import { parseDate } from "@/lib/shared/calendar";
import { EDU_STATUS_BOOK, GENDER_BOOK, REG_STATUS_BOOK, STUDENT_TYPE_BOOK } from "@/lib/shared/enums";
import { parseNationalId } from "@/lib/shared/national-id";
import { parseLandline, parseMobile } from "@/lib/shared/phone";
import {
  type CodeBook,
  type FieldTexts,
  type ParsedRow,
  type RowIssue,
  type RowValue,
  readRow,
} from "@/lib/shared/row";
import { readInteger, searchKey } from "@/lib/shared/text";
import { deriveStudentType, OTHER_SCHOOL } from "./student-type";

/** The lists a student's row is read against. `specialSchools` is null in a year without a roster. */
export type StudentReference = {
  readonly centers: CodeBook;
  readonly groups: CodeBook;
  readonly schools: ReadonlySet<number>;
  readonly specialSchools: ReadonlySet<number> | null;
};

type Reader = ReturnType<typeof readRow>;

const COUNTER_FORM = /^\d{9}$/;
const GPA_FORM = /^\d{1,2}(?:[.٫]\d+)?$/;

/** Reads a row of the registration report: every finding of the row, never just the first. Source: Domain §5, §7. */
export const parseStudent = (texts: FieldTexts, reference: StudentReference): ParsedRow => {
  const row = readRow(texts);
  const key = readNationalId(row, "nationalId");
  for (const field of ["firstName", "lastName", "fatherName"]) row.name(field);
  row.required("gender", GENDER_BOOK, "GENDER_UNKNOWN");
  row.required("eduStatus", EDU_STATUS_BOOK, "EDU_STATUS_UNKNOWN");
  row.required("centerCode", reference.centers, "REG_CENTER_UNKNOWN");
  row.required("regStatus", REG_STATUS_BOOK, "REG_STATUS_UNKNOWN");
  row.required("groupCode", reference.groups, "GROUP_UNKNOWN");
  row.choice("fileType", STUDENT_TYPE_BOOK, "STUDENT_TYPE_UNKNOWN");
  readSchool(row, reference.schools);
  readCounter(row);
  readBirthDate(row);
  readGpa(row);
  readPhones(row);
  for (const field of ["discount", "martyrFileNo"]) row.optional(field);
  return { key, value: row.value, defaults: row.defaults, issues: row.issues };
};

/**
 * What follows from a student's whole record (stored, then overlaid by the file): the derived type and the search key.
 * The roster wins over the file's own type, with a warning. Source: Domain §4.
 */
export const completeStudent = (
  record: RowValue,
  given: RowValue,
  reference: Pick<StudentReference, "specialSchools">,
): { derived: RowValue; issues: RowIssue[] } => {
  const studentType = deriveStudentType(
    {
      eduStatus: Number(record.eduStatus),
      schoolCode: (record.schoolCode as number | null | undefined) ?? null,
      fileType: (record.fileType as number | null | undefined) ?? null,
    },
    reference.specialSchools,
  );
  const derived = { studentType, searchKey: searchKey(`${record.firstName ?? ""} ${record.lastName ?? ""}`) };
  const overridden = typeof given.fileType === "number" && given.fileType !== studentType;
  if (!overridden) return { derived, issues: [] };
  const words = { value: String(given.fileType), after: String(studentType) };
  return { derived, issues: [{ code: "STUDENT_TYPE_OVERRIDDEN", field: "fileType", ...words }] };
};

/** Reads the national id into the row and returns it; null with the finding noted. */
export const readNationalId = (row: Reader, field: string): string | null => {
  const reading = parseNationalId(row.text(field));
  if (!reading.ok) {
    row.note(reading.code, field);
    return null;
  }
  for (const repair of reading.repairs) row.note(repair, field, reading.value);
  row.value[field] = reading.value;
  return reading.value;
};

const readSchool = (row: Reader, schools: ReadonlySet<number>): void => {
  if (!row.isGiven("schoolCode")) return;
  const code = row.isFilled("schoolCode") ? row.integer("schoolCode") : 0;
  if (code === null || code < 0) {
    row.note("SCHOOL_CODE_INVALID", "schoolCode");
    return;
  }
  row.value.schoolCode = code === 0 ? null : code;
  if (code !== 0 && code !== OTHER_SCHOOL && !schools.has(code)) row.note("SCHOOL_UNKNOWN", "schoolCode");
};

/** A blank counter says nothing: a file never clears one. Source: Contracts §5. */
export const readCounter = (row: Reader): void => {
  if (!row.isFilled("counter")) return;
  const read = readInteger(row.text("counter"));
  if (read === null || !COUNTER_FORM.test(read.digits)) {
    row.note("COUNTER_INVALID", "counter");
    return;
  }
  if (read.numberForm) row.note("NUMBER_FORM", "counter", read.digits);
  row.value.counter = read.digits;
};

const readBirthDate = (row: Reader): void => {
  if (!row.isGiven("birthDate")) return;
  const date = row.isFilled("birthDate") ? parseDate(row.text("birthDate")) : null;
  if (date === null && row.isFilled("birthDate")) row.note("DATE_INVALID", "birthDate");
  row.value.birthDate = date;
};

const readGpa = (row: Reader): void => {
  if (!row.isGiven("gpa")) return;
  const text = row.text("gpa");
  const number = GPA_FORM.test(text) ? Math.round(Number(text.replace("٫", ".")) * 100) / 100 : null;
  const gpa = number !== null && number <= 20 ? number : null;
  if (gpa === null && text !== "") row.note("GPA_RANGE", "gpa");
  row.value.gpa = gpa;
};

const readPhones = (row: Reader): void => {
  for (const field of ["mobile", "fatherMobile", "motherMobile"]) readMobile(row, field);
  if (row.isGiven("homePhone")) {
    const reading = parseLandline(row.text("homePhone"));
    if (reading === null && row.isFilled("homePhone")) row.note("LANDLINE_INVALID", "homePhone");
    if (reading?.repair) row.note(reading.repair, "homePhone", reading.number);
    row.value.homePhone = reading?.number ?? null;
  }
  tidyGuardians(row);
};

/** Reads a mobile; what is none is left empty with a warning. */
export const readMobile = (row: Reader, field: string): void => {
  if (!row.isGiven(field)) return;
  const reading = parseMobile(row.text(field));
  if (reading === null && row.isFilled(field)) row.note("MOBILE_INVALID", field);
  if (reading?.repair) row.note(reading.repair, field, reading.number);
  row.value[field] = reading?.number ?? null;
};

/** First guardian empty → the second moves up; both equal → the second goes. Source: Domain §5. */
const tidyGuardians = (row: Reader): void => {
  const { fatherMobile: first, motherMobile: second } = row.value;
  if (typeof second !== "string" || first === undefined || (first !== null && first !== second)) return;
  row.value.fatherMobile = second;
  row.value.motherMobile = null;
  row.note("GUARDIAN_PHONE_MOVED", "motherMobile", "");
};
