import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { UserActions } from "@/components/staff/user-actions";
import { UserForm } from "@/components/staff/user-form";
import { LtrText } from "@/components/ui/ltr-text";
import { Facts, Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { StatusChip } from "@/components/ui/status-chip";
import { DateTime } from "@/components/ui/values";
import { requirePermission } from "@/lib/auth/guard";
import { getUser } from "@/lib/auth/queries";
import { isUuid } from "@/lib/shared/ids";
import { listCenters } from "@/lib/student/queries";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("settings"))("user"),
});

export default async function UserPage({ params }: { params: Promise<{ userId: string }> }) {
  const staff = await requirePermission("user:write");
  const { userId } = await params;
  const [t, user, centers] = await Promise.all([
    getTranslations("settings"),
    isUuid(userId) ? getUser(staff, userId) : null,
    listCenters(staff),
  ]);
  if (!user) notFound();
  return (
    <Page>
      <PageHeader
        title={user.name}
        chips={<StatusChip status={user.active ? "ACTIVE" : "DISABLED"} />}
        crumbs={[
          { label: t("title"), href: "/settings" },
          { label: t("tabs.users"), href: "/settings/users" },
        ]}
        actions={
          <UserActions id={user.id} name={user.name} active={user.active} isSelf={user.id === staff.id} />
        }
      />
      <Panel>
        <Facts
          items={[
            { label: t("username"), value: <LtrText value={user.username} /> },
            { label: t("lastSeen"), value: <DateTime at={user.lastSeenAt} /> },
            { label: t("mustChange"), value: user.mustChangePassword ? t("yes") : t("no") },
          ]}
        />
      </Panel>
      <Panel title={t("profile")} hint={t("profileHint")}>
        {/* The key makes the form take what somebody else has saved meanwhile. */}
        <UserForm key={user.version} centers={centers} user={user} />
      </Panel>
    </Page>
  );
}
