import Link from "next/link";
import { useTranslations } from "next-intl";

type Props = {
  shown: number;
  total: number;
  /** The whole list, where there is one. */
  href?: string;
};

/** Beside a list that shows only its first rows: how many there are, and the way to all of them. */
export function Cut({ shown, total, href }: Props) {
  const t = useTranslations("utilization.cut");
  if (total === 0) return null;
  const text = t(total > shown ? "first" : "all", { shown, total });
  return href === undefined ? <span className="tk-muted">{text}</span> : <Link href={href}>{text}</Link>;
}
