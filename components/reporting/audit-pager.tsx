import Link from "next/link";
import { useTranslations } from "next-intl";
import css from "./audit-pager.module.css";

type Props = { onward: string | null; start: string | null; newestFirst: boolean };

/** Steps through a log that only grows: back to where it begins, and on. */
export function AuditPager({ onward, start, newestFirst }: Props) {
  const t = useTranslations("audit");
  if (!onward && !start) return null;
  return (
    <nav className={css.pager} aria-label={t("pages")}>
      {start && <Link href={start}>{t(newestFirst ? "newest" : "oldest")}</Link>}
      {onward && <Link href={onward}>{t(newestFirst ? "older" : "newer")}</Link>}
    </nav>
  );
}
