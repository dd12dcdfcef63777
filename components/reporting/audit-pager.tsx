import Link from "next/link";
import { useTranslations } from "next-intl";
import css from "./audit-pager.module.css";

type Props = { older: string | null; newest: string | null };

/** Steps through a log that only grows: back to the newest, on to the older. */
export function AuditPager({ older, newest }: Props) {
  const t = useTranslations("audit");
  if (!older && !newest) return null;
  return (
    <nav className={css.pager} aria-label={t("pages")}>
      {newest && <Link href={newest}>{t("newest")}</Link>}
      {older && <Link href={older}>{t("older")}</Link>}
    </nav>
  );
}
