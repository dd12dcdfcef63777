import { useLocale, useTranslations } from "next-intl";
import { SideBySide } from "@/components/ui/side-by-side";
import { Code } from "@/components/ui/values";
import type { StudentClass } from "@/lib/allocation/classes";
import { formatCode } from "@/lib/i18n/format";
import type { Names } from "./labels";

type Props = { of: StudentClass; names: Names };

/** A class of students in words: what decides who may serve them. */
export function ClassWords({ of, names }: Props) {
  const t = useTranslations("runs.class");
  const locale = useLocale();
  return (
    <SideBySide>
      {t(of.gender === 0 ? "girls" : "boys")}
      {names.groups[of.group] ?? formatCode(locale, of.group)}
      {names.centers[of.center] ?? formatCode(locale, of.center)}
      {of.type === 1 && of.school !== null && (
        <span className="tk-muted">{t.rich("school", { code: () => <Code value={of.school ?? 0} /> })}</span>
      )}
    </SideBySide>
  );
}
