import { useLocale, useTranslations } from "next-intl";
import { formatCode } from "@/lib/i18n/format";
import type { ExportScope } from "@/lib/reporting/schema";

export type ContentFacts = {
  readonly profile: string;
  readonly year: number;
  readonly scope: ExportScope;
  readonly runNumber: number | null;
  readonly centers: readonly number[];
};
type Props = { content: ContentFacts; centerNames: Readonly<Record<number, string>> };

/** What an export holds, in words: «تازه‌ها · ۱۴۰۴ · مرکز گلستان». */
export function ExportContent({ content, centerNames }: Props) {
  const t = useTranslations("exports");
  const locale = useLocale();
  const names = content.centers.map((code) => centerNames[code] ?? formatCode(locale, code));
  const facts = {
    scope: t(`scopes.${content.scope}`, { number: formatCode(locale, content.runNumber ?? 0) }),
    year: formatCode(locale, content.year),
    centers: names.length > 0 ? new Intl.ListFormat(locale).format(names) : t("allCenters"),
  };
  return <>{t("content", facts)}</>;
}

/** The layout's name as people call it. */
export function ProfileName({ profile }: { profile: string }) {
  const t = useTranslations("exports.profiles");
  return <bdi>{t.has(profile as never) ? t(profile as never) : profile}</bdi>;
}
