import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Permission } from "@/lib/auth/permissions";
import { auditLink, type Resource } from "@/lib/reporting/audit/links";

type Props = {
  of: Resource;
  /** How many entries stand in the history. */
  shown: number;
  permissions: ReadonlySet<Permission>;
};

/** Over a history that shows only its newest entries: that it does, and for who may read the audit log the way to all of them. */
export function HistoryCut({ of, shown, permissions }: Props) {
  const t = useTranslations("audit.cut");
  const mayRead = permissions.has("audit:read");
  return t.rich("newest", {
    shown,
    a: (text) => (mayRead ? <Link href={auditLink(of)}>{text}</Link> : text),
  });
}
