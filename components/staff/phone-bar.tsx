"use client";

import Drawer from "@mui/material/Drawer";
import IconButton from "@mui/material/IconButton";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Icon } from "@/components/ui/icons";
import css from "./frame.module.css";
import { Logo } from "./logo";
import type { NavGroup } from "./nav-items";
import { NavList } from "./nav-list";

/** The head of a narrow screen: brand and a drawer with the sections and the account. */
export function PhoneBar({ groups, account }: { groups: readonly NavGroup[]; account: ReactNode }) {
  const t = useTranslations("nav");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <header className={css.bar}>
      <IconButton
        color="inherit"
        aria-label={t("openMenu")}
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <Icon name="menu" size={24} />
      </IconButton>
      <Link href="/" className={css.brand}>
        <Logo size={28} />
        {common("appName")}
      </Link>
      <Drawer open={open} onClose={close} slotProps={{ paper: { "aria-label": t("label") } }}>
        <div className={css.drawer}>
          <span className={css.brand}>
            <Logo />
            {common("appName")}
          </span>
          <NavList groups={groups} onNavigate={close} />
          {account}
        </div>
      </Drawer>
    </header>
  );
}
