"use client";

import dynamic from "next/dynamic";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Icon } from "@/components/ui/icons";
import css from "./frame.module.css";
import { HelpLink } from "./help-link";
import { Logo } from "./logo";
import type { NavGroup } from "./nav-items";
import { NavList } from "./nav-list";

const Drawer = dynamic(() => import("@mui/material/Drawer"), { ssr: false });

type Props = { groups: readonly NavGroup[]; account: ReactNode; palette: ReactNode; bell: ReactNode };

/** The head of a narrow screen: brand, command palette, and a drawer with the sections and the account. */
export function PhoneBar({ groups, account, palette, bell }: Props) {
  const t = useTranslations("nav");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  // Stays once it was open, so that it can slide out; fetched only then.
  const [used, setUsed] = useState(false);
  const close = () => setOpen(false);
  return (
    <header className={css.bar}>
      <button
        type="button"
        className={css.open}
        aria-label={t("openMenu")}
        aria-expanded={open}
        onClick={() => {
          setUsed(true);
          setOpen(true);
        }}
      >
        <Icon name="menu" size={24} />
      </button>
      <Link href="/" className={css.brand}>
        <Logo size={28} />
        {common("appName")}
      </Link>
      {palette}
      {bell}
      {used && (
        <Drawer open={open} onClose={close} slotProps={{ paper: { "aria-label": t("label") } }}>
          <div className={css.drawer}>
            <span className={css.brand}>
              <Logo />
              {common("appName")}
            </span>
            <NavList groups={groups} onNavigate={close} />
            <HelpLink onNavigate={close} />
            {account}
          </div>
        </Drawer>
      )}
    </header>
  );
}
