import { useTranslations } from "next-intl";
import type { Names } from "@/components/allocation/labels";
import { LtrText } from "@/components/ui/ltr-text";
import { Facts } from "@/components/ui/page";
import { Code, DateTime, JalaliDate, Num } from "@/components/ui/values";
import { maskNationalId } from "@/lib/shared/national-id";
import type { StudentDetail } from "@/lib/student/directory/queries";

type Props = {
  student: StudentDetail;
  names: Names;
  schoolName: string | null;
  /** Whether the viewer needs the national id whole, to hold it against a document. */
  whole: boolean;
};

/** Everything the rules look at, and what identifies the student. */
export function StudentFacts({ student, names, schoolName, whole }: Props) {
  const t = useTranslations("students");
  const word = (table: string, code: number) => t(`${table}.${code}` as never);
  const overridden = student.fileType !== null && student.fileType !== student.studentType;
  return (
    <Facts
      items={[
        {
          label: t("detail.nationalId"),
          value: (
            <LtrText value={whole ? student.nationalId : maskNationalId(student.nationalId)} copy={whole} />
          ),
        },
        {
          label: t("detail.counter"),
          value: student.counter ? (
            <LtrText value={student.counter} />
          ) : (
            <span className="tk-muted">{t("noCounter")}</span>
          ),
        },
        { label: t("detail.year"), value: <Code value={student.year} /> },
        { label: t("detail.gender"), value: word("gender", student.gender) },
        { label: t("detail.group"), value: names.groups[student.groupCode] ?? student.groupCode },
        { label: t("detail.center"), value: names.centers[student.centerCode] ?? student.centerCode },
        { label: t("detail.eduStatus"), value: word("eduStatus", student.eduStatus) },
        { label: t("detail.regStatus"), value: word("regStatus", student.regStatus) },
        { label: t("detail.school"), value: <SchoolWords code={student.schoolCode} name={schoolName} /> },
        {
          label: t("detail.studentType"),
          value: (
            <>
              {word("studentType", student.studentType)}
              {overridden && (
                <span className="tk-muted tk-block">
                  {t("detail.typeOverridden", { type: word("studentType", student.fileType ?? 0) })}
                </span>
              )}
            </>
          ),
        },
        { label: t("detail.updatedAt"), value: <DateTime at={student.updatedAt} /> },
      ]}
    />
  );
}

/** Names of schools carry numbers («شهید بهشتی ۷»), stored in Latin digits and read in those of the language. */
function SchoolWords({ code, name }: { code: number | null; name: string | null }) {
  const t = useTranslations("students.detail");
  if (code === null) return t("noSchool");
  return (
    <>
      {name !== null && <Code value={name} />}{" "}
      <span className="tk-muted">{t.rich("schoolCode", { code: () => <Code value={code} /> })}</span>
    </>
  );
}

/** How to reach the student and the family; only what is there. */
export function ContactFacts({ student }: { student: StudentDetail }) {
  const t = useTranslations("students.detail");
  const phone = (value: string | null) => (value ? <LtrText value={value} /> : null);
  const facts = [
    { label: t("mobile"), value: phone(student.mobile) },
    { label: t("fatherMobile"), value: phone(student.fatherMobile) },
    { label: t("motherMobile"), value: phone(student.motherMobile) },
    { label: t("homePhone"), value: phone(student.homePhone) },
    { label: t("fatherName"), value: student.fatherName },
    { label: t("birthDate"), value: student.birthDate && <JalaliDate at={student.birthDate} /> },
    { label: t("gpa"), value: student.gpa && <Num value={Number(student.gpa)} fraction={2} /> },
    { label: t("discount"), value: student.discount && <Code value={student.discount} /> },
    { label: t("martyrFileNo"), value: student.martyrFileNo && <LtrText value={student.martyrFileNo} /> },
  ];
  const known = facts.filter(({ value }) => value);
  return known.length > 0 ? <Facts items={known} /> : <p className="tk-muted">{t("noContact")}</p>;
}
