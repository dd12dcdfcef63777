import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/ui/data-table";
import { LtrText } from "@/components/ui/ltr-text";
import { Chip, StatusChip } from "@/components/ui/status-chip";
import type { View } from "@/components/ui/table-view";
import { DateTime } from "@/components/ui/values";
import type { UserItem } from "@/lib/auth/queries";
import { formatList } from "@/lib/i18n/format";
import type { NamedCode } from "@/lib/student/queries";

type Props = {
  rows: readonly UserItem[];
  total: number;
  view: View;
  centers: readonly NamedCode[];
  /** Id of the reader: marked in the list. */
  self: string | null;
};

/** Everyone who can sign in. */
export function UserTable({ rows, total, view, centers, self }: Props) {
  const t = useTranslations("settings");
  const roles = useTranslations("roles");
  const nav = useTranslations("nav");
  const locale = useLocale();
  const nameOf = (code: number) => {
    const center = centers.find((c) => c.code === code);
    return center ? (locale === "fa" ? center.nameFa : center.nameEn) : String(code);
  };
  const scopeOf = (user: UserItem) =>
    user.centers.length > 0 ? formatList(locale, user.centers.map(nameOf)) : nav("allCenters");
  const columns: Column<UserItem>[] = [
    {
      key: "name",
      header: t("fullName"),
      sortable: true,
      primary: true,
      cell: (user) => (
        <span>
          <Link href={`/settings/users/${user.id}`}>{user.name}</Link>
          {user.id === self && <span className="tk-muted"> {t("you")}</span>}
        </span>
      ),
    },
    {
      key: "username",
      header: t("username"),
      sortable: true,
      cell: (user) => <LtrText value={user.username} copy={false} />,
    },
    { key: "role", header: t("role"), sortable: true, cell: (user) => roles(user.role) },
    { key: "centers", header: t("centers"), cell: scopeOf },
    {
      key: "active",
      header: t("state"),
      sortable: true,
      cell: (user) =>
        user.active && user.mustChangePassword ? (
          <Chip tone="info">{t("mustChange")}</Chip>
        ) : (
          <StatusChip status={user.active ? "ACTIVE" : "DISABLED"} />
        ),
    },
    { key: "seen", header: t("lastSeen"), align: "end", cell: (user) => <DateTime at={user.lastSeenAt} /> },
  ];
  return (
    <DataTable
      caption={t("tabs.users")}
      columns={columns}
      rows={rows}
      rowKey={(user) => user.id}
      view={view}
      total={total}
    />
  );
}
