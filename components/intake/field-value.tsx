import { useLocale, useTranslations } from "next-intl";
import { JalaliDate } from "@/components/ui/values";
import { formatCode } from "@/lib/i18n/format";
import css from "./row-diff.module.css";

/** Names behind codes, in the language of the page. */
export type CodeNames = {
  readonly groups: Readonly<Record<number, string>>;
  readonly centers: Readonly<Record<number, string>>;
};

/** Where the words of a coded field are; the same field name means another thing in another kind of file. */
const WORDS: Readonly<Record<string, string>> = {
  "students.gender": "students.gender",
  "students.eduStatus": "students.eduStatus",
  "students.regStatus": "students.regStatus",
  "students.studentType": "students.studentType",
  "students.fileType": "students.studentType",
  "mentors.gender": "students.gender",
  "mentors.kind": "import.mentorKind",
  "schools.gender": "students.gender",
  "groups.bucket": "import.bucket",
};

const NAMED: Readonly<Record<string, keyof CodeNames>> = {
  groupCode: "groups",
  groups: "groups",
  centerCode: "centers",
  centers: "centers",
};

type Props = { kind: string; field: string; value: unknown; names: CodeNames };

/** A stored value in the words of the page: codes by name, days in the reader's calendar, nothing as «خالی». */
export function FieldValue({ kind, field, value, names }: Props) {
  const t = useTranslations();
  const locale = useLocale();
  const list = new Intl.ListFormat(locale, { type: "unit" });
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0))
    return <span className={css.none}>{t("import.blank")}</span>;
  if (typeof value === "boolean") return <>{t(value ? "import.yes" : "import.no")}</>;
  const table = NAMED[field] ? names[NAMED[field]] : null;
  const named = (code: unknown): string =>
    table?.[Number(code)] ?? (typeof code === "number" ? formatCode(locale, code) : String(code));
  if (Array.isArray(value)) return <bdi>{list.format(value.map(named))}</bdi>;
  const text = String(value);
  const word = `${WORDS[`${kind}.${field}`]}.${text}`;
  if (t.has(word as never)) return <>{t(word as never)}</>;
  // A text that only looks like a day is shown as it is.
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text))) return <JalaliDate at={text} />;
  return <bdi>{named(value)}</bdi>;
}
