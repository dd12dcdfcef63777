import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/ui/action-button";
import { type Column, DataTable } from "@/components/ui/data-table";
import { LtrText } from "@/components/ui/ltr-text";
import { Chip } from "@/components/ui/status-chip";
import { DateTime } from "@/components/ui/values";
import { endOwnSessionAction } from "@/lib/auth/actions";
import type { OwnSession } from "@/lib/auth/queries";

const BROWSERS = [
  ["Edg", "Edge"],
  ["OPR", "Opera"],
  ["Firefox", "Firefox"],
  ["Chrome", "Chrome"],
  ["Safari", "Safari"],
] as const;
const SYSTEMS = ["Windows", "Android", "iPhone", "iPad", "Mac OS", "Linux"] as const;

/** Browser and system of a user agent; names only, in the order in which they hide each other. */
const deviceOf = (userAgent: string | null) => ({
  browser: BROWSERS.find(([mark]) => userAgent?.includes(mark))?.[1],
  system: SYSTEMS.find((mark) => userAgent?.includes(mark)),
});

function Device({ userAgent }: { userAgent: string | null }) {
  const t = useTranslations("settings");
  const { browser, system } = deviceOf(userAgent);
  const words = browser && system ? t("deviceOn", { browser, system }) : (browser ?? system ?? "—");
  return <bdi>{words}</bdi>;
}

/** Where one is signed in; what one does not recognise is ended here. */
export function SessionTable({ rows }: { rows: readonly OwnSession[] }) {
  const t = useTranslations("settings");
  const columns: Column<OwnSession>[] = [
    {
      key: "device",
      header: t("device"),
      primary: true,
      cell: (row) => <Device userAgent={row.userAgent} />,
    },
    {
      key: "ip",
      header: t("address"),
      cell: (row) => (row.ip ? <LtrText value={row.ip} copy={false} /> : "—"),
    },
    { key: "createdAt", header: t("signedInAt"), cell: (row) => <DateTime at={row.createdAt} /> },
    { key: "lastSeenAt", header: t("lastSeen"), cell: (row) => <DateTime at={row.lastSeenAt} /> },
    {
      key: "end",
      header: "",
      align: "end",
      cell: (row) =>
        row.current ? (
          <Chip tone="ok">{t("thisSession")}</Chip>
        ) : (
          <ActionButton
            action={endOwnSessionAction}
            input={{ id: row.id }}
            size="small"
            variant="outlined"
            done={t("sessionEnded")}
          >
            {t("endSession")}
          </ActionButton>
        ),
    },
  ];
  return <DataTable caption={t("tabs.sessions")} columns={columns} rows={rows} rowKey={(row) => row.id} />;
}
