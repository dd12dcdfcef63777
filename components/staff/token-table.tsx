import { useLocale, useTranslations } from "next-intl";
import { ActionButton } from "@/components/ui/action-button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusChip } from "@/components/ui/status-chip";
import { DateTime, JalaliDate, Num } from "@/components/ui/values";
import { revokeTokenAction } from "@/lib/auth/actions";
import type { TokenItem } from "@/lib/auth/queries";
import { formatList } from "@/lib/i18n/format";
import type { NamedCode } from "@/lib/student/queries";

type Props = { rows: readonly TokenItem[]; centers: readonly NamedCode[]; now: Date };

const stateOf = (token: TokenItem, now: Date) =>
  token.revokedAt !== null
    ? "DISABLED"
    : token.expiresAt !== null && token.expiresAt <= now
      ? "EXPIRED"
      : "ACTIVE";

/** Service tokens: what each may, until when, and when it was last used. */
export function TokenTable({ rows, centers, now }: Props) {
  const t = useTranslations("settings");
  const nav = useTranslations("nav");
  const locale = useLocale();
  const nameOf = (code: number) => {
    const center = centers.find((one) => one.code === code);
    return center ? (locale === "fa" ? center.nameFa : center.nameEn) : String(code);
  };
  const columns: Column<TokenItem>[] = [
    { key: "name", header: t("tokenName"), primary: true, cell: (row) => row.name },
    {
      key: "permissions",
      header: t("tokenPermissions"),
      cell: (row) => (
        <span title={row.permissions.join(" ")}>
          <Num value={row.permissions.length} />
        </span>
      ),
    },
    {
      key: "centers",
      header: t("centers"),
      cell: (row) =>
        row.centers.length > 0 ? formatList(locale, row.centers.map(nameOf)) : nav("allCenters"),
    },
    {
      key: "expires",
      header: t("tokenExpires"),
      cell: (row) => (row.expiresAt ? <JalaliDate at={row.expiresAt} /> : t("tokenForever")),
    },
    { key: "used", header: t("tokenUsed"), cell: (row) => <DateTime at={row.lastUsedAt} /> },
    { key: "state", header: t("state"), cell: (row) => <StatusChip status={stateOf(row, now)} /> },
    {
      key: "revoke",
      header: "",
      align: "end",
      cell: (row) =>
        row.revokedAt === null && (
          <ActionButton
            action={revokeTokenAction}
            input={{ id: row.id }}
            size="small"
            variant="outlined"
            color="error"
            done={t("tokenRevoked")}
            confirm={{
              title: t("tokenRevokeTitle"),
              text: t("tokenRevokeText", { name: row.name }),
              confirm: t("tokenRevoke"),
              dangerous: true,
            }}
          >
            {t("tokenRevoke")}
          </ActionButton>
        ),
    },
  ];
  return (
    <DataTable
      caption={t("tabs.tokens")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      empty={<EmptyState icon="key" title={t("noTokens")} hint={t("noTokensHint")} />}
    />
  );
}
