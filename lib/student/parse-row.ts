import { parseDate } from "@/lib/shared/calendar";
import { EDU_STATUS_BOOK, GENDER_BOOK, REG_STATUS_BOOK, STUDENT_TYPE_BOOK } from "@/lib/shared/enums";
import { parseNationalId } from "@/lib/shared/national-id";
import { parseLandline, parseMobile } from "@/lib/shared/phone";
import {
  type CodeBook,
  type FieldTexts,
  isFilled,
  isGiven,
  note,
  type ParsedRow,
  parsedAs,
  type RowIssue,
  type RowReading,
  type RowValue,
  readRow,
  takeChoice,
  takeName,
  takeOptional,
  takeRequired,
  textOf,
  wholeNumber,
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

const COUNTER_FORM = /^\d{9}$/;
const GPA_FORM = /^\d{1,2}(?:[.٫]\d+)?$/;

/** Reads a row of the registration report: every finding of the row, never just the first. Source: Domain §5, §7. */
export const parseStudent = (texts: FieldTexts, reference: StudentReference): ParsedRow => {
  const row = readRow(texts);
  const key = readNationalId(row, "nationalId");
  for (const field of ["firstName", "lastName", "fatherName"]) takeName(row, field);
  takeRequired(row, "gender", GENDER_BOOK, "GENDER_UNKNOWN");
  takeRequired(row, "eduStatus", EDU_STATUS_BOOK, "EDU_STATUS_UNKNOWN");
  takeRequired(row, "centerCode", reference.centers, "REG_CENTER_UNKNOWN");
  takeRequired(row, "regStatus", REG_STATUS_BOOK, "REG_STATUS_UNKNOWN");
  takeRequired(row, "groupCode", reference.groups, "GROUP_UNKNOWN");
  takeChoice(row, "fileType", STUDENT_TYPE_BOOK, "STUDENT_TYPE_UNKNOWN");
  readSchool(row, reference.schools);
  readCounter(row);
  readBirthDate(row);
  readGpa(row);
  readPhones(row);
  for (const field of ["discount", "martyrFileNo"]) takeOptional(row, field);
  return parsedAs(row, key);
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
export const readNationalId = (row: RowReading, field: string): string | null => {
  const reading = parseNationalId(textOf(row, field));
  if (!reading.ok) {
    note(row, reading.code, field);
    return null;
  }
  for (const repair of reading.repairs) note(row, repair, field, reading.value);
  row.value[field] = reading.value;
  return reading.value;
};

const readSchool = (row: RowReading, schools: ReadonlySet<number>): void => {
  if (!isGiven(row, "schoolCode")) return;
  const code = isFilled(row, "schoolCode") ? wholeNumber(row, "schoolCode") : 0;
  if (code === null || code < 0) {
    note(row, "SCHOOL_CODE_INVALID", "schoolCode");
    return;
  }
  row.value.schoolCode = code === 0 ? null : code;
  if (code !== 0 && code !== OTHER_SCHOOL && !schools.has(code)) note(row, "SCHOOL_UNKNOWN", "schoolCode");
};

/** A blank counter says nothing: a file never clears one. Source: Contracts §5. */
export const readCounter = (row: RowReading): void => {
  if (!isFilled(row, "counter")) return;
  const read = readInteger(textOf(row, "counter"));
  if (read === null || !COUNTER_FORM.test(read.digits)) {
    note(row, "COUNTER_INVALID", "counter");
    return;
  }
  if (read.numberForm) note(row, "NUMBER_FORM", "counter", read.digits);
  row.value.counter = read.digits;
};

const readBirthDate = (row: RowReading): void => {
  if (!isGiven(row, "birthDate")) return;
  const date = isFilled(row, "birthDate") ? parseDate(textOf(row, "birthDate")) : null;
  if (date === null && isFilled(row, "birthDate")) note(row, "DATE_INVALID", "birthDate");
  row.value.birthDate = date;
};

const readGpa = (row: RowReading): void => {
  if (!isGiven(row, "gpa")) return;
  const text = textOf(row, "gpa");
  const number = GPA_FORM.test(text) ? Math.round(Number(text.replace("٫", ".")) * 100) / 100 : null;
  const gpa = number !== null && number <= 20 ? number : null;
  if (gpa === null && text !== "") note(row, "GPA_RANGE", "gpa");
  row.value.gpa = gpa;
};

const readPhones = (row: RowReading): void => {
  for (const field of ["mobile", "fatherMobile", "motherMobile"]) readMobile(row, field);
  if (isGiven(row, "homePhone")) {
    const reading = parseLandline(textOf(row, "homePhone"));
    if (reading === null && isFilled(row, "homePhone")) note(row, "LANDLINE_INVALID", "homePhone");
    if (reading?.repair) note(row, reading.repair, "homePhone", reading.number);
    row.value.homePhone = reading?.number ?? null;
  }
  tidyGuardians(row);
};

/** Reads a mobile; what is none is left empty with a warning. */
export const readMobile = (row: RowReading, field: string): void => {
  if (!isGiven(row, field)) return;
  const reading = parseMobile(textOf(row, field));
  if (reading === null && isFilled(row, field)) note(row, "MOBILE_INVALID", field);
  if (reading?.repair) note(row, reading.repair, field, reading.number);
  row.value[field] = reading?.number ?? null;
};

/** First guardian empty → the second moves up; both equal → the second goes. Source: Domain §5. */
const tidyGuardians = (row: RowReading): void => {
  const { fatherMobile: first, motherMobile: second } = row.value;
  if (typeof second !== "string" || first === undefined || (first !== null && first !== second)) return;
  row.value.fatherMobile = second;
  row.value.motherMobile = null;
  note(row, "GUARDIAN_PHONE_MOVED", "motherMobile", "");
};
