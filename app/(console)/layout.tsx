import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AttentionProvider } from "@/components/staff/attention";
import css from "@/components/staff/frame.module.css";
import { HelpLink } from "@/components/staff/help-link";
import { Logo } from "@/components/staff/logo";
import { navFor } from "@/components/staff/nav-items";
import { NavList } from "@/components/staff/nav-list";
import { NoticeBell } from "@/components/staff/notice-bell";
import { Palette } from "@/components/staff/palette";
import { startsFor } from "@/components/staff/palette-items";
import { PhoneBar } from "@/components/staff/phone-bar";
import { UserMenu } from "@/components/staff/user-menu";
import { LeaveGuard } from "@/components/ui/leave-guard";
import { requireStaff } from "@/lib/auth/guard";
import { listCenterNames } from "@/lib/auth/queries";

/** The frame around every console page. It offers only what the person may do; each page asks again. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const staff = await requireStaff();
  const [t, roles, common, locale] = await Promise.all([
    getTranslations("nav"),
    getTranslations("roles"),
    getTranslations("common"),
    getLocale(),
  ]);
  const names = await listCenterNames(staff, locale);
  const scope = names.length > 0 ? names.join(locale === "fa" ? "، " : ", ") : t("allCenters");
  const groups = navFor(staff.permissions);
  const account = <UserMenu name={staff.name} detail={`${roles(staff.role)} · ${scope}`} />;
  const seen = (permission: "student:read" | "mentor:read") => staff.permissions.has(permission);
  const scopeOfSearch = { students: seen("student:read"), mentors: seen("mentor:read") };
  const palette = <Palette groups={groups} starts={startsFor(staff.permissions)} scope={scopeOfSearch} />;
  // A mentor has no work in the background to hear of.
  const bell = seen("mentor:read") && <NoticeBell />;
  return (
    <AttentionProvider>
      <div className={css.frame}>
        <a className={css.skip} href="#main">
          {t("skip")}
        </a>
        <PhoneBar groups={groups} account={account} palette={palette} bell={bell} />
        <header className={css.rail}>
          <Link href="/" className={css.brand}>
            <Logo />
            <span>
              {common("appName")}
              <small>{common("tagline")}</small>
            </span>
          </Link>
          <div className={css.tools}>
            {palette}
            {bell}
          </div>
          <NavList groups={groups} />
          <HelpLink />
          {account}
        </header>
        <main id="main" className={css.main} tabIndex={-1}>
          {children}
        </main>
        <LeaveGuard />
      </div>
    </AttentionProvider>
  );
}
