import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AttentionProvider } from "@/components/staff/attention";
import css from "@/components/staff/frame.module.css";
import { HelpLink } from "@/components/staff/help-link";
import { Logo } from "@/components/staff/logo";
import { MainFocus } from "@/components/staff/main-focus";
import { navFor } from "@/components/staff/nav-items";
import { NavList } from "@/components/staff/nav-list";
import { NoticeBell } from "@/components/staff/notice-bell";
import { Palette } from "@/components/staff/palette";
import { startsFor } from "@/components/staff/palette-items";
import { PhoneBar } from "@/components/staff/phone-bar";
import { settingsFor } from "@/components/staff/settings-sections";
import { UserMenu } from "@/components/staff/user-menu";
import { CopyLatin } from "@/components/ui/copy-latin";
import { LeaveGuard } from "@/components/ui/leave-guard";
import { requireStaff } from "@/lib/auth/guard";
import { listCenterNames } from "@/lib/auth/queries";
import { formatList } from "@/lib/i18n/format";

/** The frame around every console page. It offers only what the person may do; each page asks again. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const staff = await requireStaff();
  const [t, roles, common, settings, locale] = await Promise.all([
    getTranslations("nav"),
    getTranslations("roles"),
    getTranslations("common"),
    getTranslations("settings.tabs"),
    getLocale(),
  ]);
  const names = await listCenterNames(staff, locale);
  const centers = names.length > 0 ? formatList(locale, names) : t("allCenters");
  const groups = navFor(staff.permissions);
  const detail = t("roleAndCenters", { role: roles(staff.role), centers });
  const account = <UserMenu name={staff.name} detail={detail} />;
  const starts = startsFor(staff.permissions);
  const sections = settingsFor(staff.permissions)
    .map((key) => ({ key, href: `/settings/${key}`, title: settings(key) }))
    // One's password is a thing to begin already.
    .filter(({ href }) => starts.every((start) => start.href !== href));
  const palette = <Palette groups={groups} starts={starts} settings={sections} />;
  // A mentor has no work in the background to hear of.
  const bell = staff.permissions.has("mentor:read") && <NoticeBell />;
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
        <MainFocus />
        <CopyLatin />
        <LeaveGuard />
      </div>
    </AttentionProvider>
  );
}
