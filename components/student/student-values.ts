import type { Choice } from "@/components/ui/form-fields";
import type { Calendar } from "@/lib/i18n/locale";
import { CORRECTABLE, type CorrectableField } from "@/lib/intake/correct/schema";
import { toJalali } from "@/lib/shared/calendar";

/** A student as the form holds it: texts, as they would stand in a file. `nationalId` and `year` are typed for a new one only. */
export type StudentValues = Record<CorrectableField, string> & {
  nationalId?: string;
  year?: string;
  version?: number;
  reason: string;
};

/** What the form offers, in the language of the page. */
export type StudentLists = {
  readonly centers: readonly Choice[];
  readonly groups: readonly Choice[];
  /** Words of the school the student has. */
  readonly schools: readonly Choice[];
};

type Stored = Readonly<Record<CorrectableField, unknown>>;

const textOf = (value: unknown, calendar: Calendar): string => {
  if (value === null || value === undefined) return "";
  if (!(value instanceof Date)) return String(value);
  const iso = value.toISOString().slice(0, 10);
  return calendar === "persian" ? toJalali(iso) : iso;
};

/** Fields of a student as texts, days in the reader's calendar; nobody's fields (null) are blank. */
export const studentTexts = (
  student: Stored | null,
  calendar: Calendar = "persian",
): Record<CorrectableField, string> =>
  Object.fromEntries(CORRECTABLE.map((field) => [field, textOf(student?.[field], calendar)])) as Record<
    CorrectableField,
    string
  >;

/** The cells of a form, those of the named fields. */
export const cellsOf = (values: StudentValues, fields: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    CORRECTABLE.filter((field) => fields.includes(field)).map((field) => [field, values[field]]),
  );
