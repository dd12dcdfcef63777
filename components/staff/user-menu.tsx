"use client";

import dynamic from "next/dynamic";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Icon } from "@/components/ui/icons";
import { useAction } from "@/components/ui/use-action";
import { signOutAction } from "@/lib/auth/actions";
import css from "./frame.module.css";
import { CalendarChoice, LanguageChoice, ThemeChoice } from "./preferences";

const Popover = dynamic(() => import("@mui/material/Popover"), { ssr: false });

type Props = { name: string; detail: string };

/** Who is signed in; language, theme, password, sign out. */
export function UserMenu({ name, detail }: Props) {
  const t = useTranslations("nav");
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const menuId = useId();
  // Stays once it was open, so that it can fade out; fetched only then.
  const [used, setUsed] = useState(false);
  const close = () => setAnchor(null);
  // A full load: nothing of the person stays in the browser's memory.
  const { run, pending } = useAction(signOutAction, {
    stay: true,
    onOk: () => window.location.assign("/login"),
  });
  return (
    <>
      <button
        type="button"
        className={css.account}
        aria-haspopup="dialog"
        aria-controls={anchor ? menuId : undefined}
        aria-expanded={anchor !== null}
        onClick={(event) => {
          setUsed(true);
          setAnchor(event.currentTarget);
        }}
      >
        <span className={css.avatar} aria-hidden="true">
          {[...name][0] ?? "?"}
        </span>
        <span className={css.who}>
          <strong>{name}</strong>
          <span>{detail}</span>
        </span>
        <span className="tk-hidden">{t("account")}</span>
        <Icon name="chevronUp" size={18} />
      </button>
      {used && (
        <Popover
          id={menuId}
          anchorEl={anchor}
          open={anchor !== null}
          onClose={close}
          anchorOrigin={{ vertical: "top", horizontal: "center" }}
          transformOrigin={{ vertical: "bottom", horizontal: "center" }}
          slotProps={{
            paper: {
              role: "dialog",
              "aria-label": t("account"),
              sx: { width: 264, borderRadius: "var(--tk-radius-sheet)" },
            },
          }}
        >
          <div className={css.menu}>
            <LanguageChoice />
            <CalendarChoice />
            <ThemeChoice />
            <hr />
            <Link className={css.menuLink} href="/settings/password" onClick={close}>
              <Icon name="key" />
              {t("password")}
            </Link>
            <Link className={css.menuLink} href="/settings/sessions" onClick={close}>
              <Icon name="screen" />
              {t("sessions")}
            </Link>
            <hr />
            <button type="button" className={css.menuLink} onClick={() => run({})} disabled={pending}>
              <Icon name="signOut" />
              {t("signOut")}
            </button>
          </div>
        </Popover>
      )}
    </>
  );
}
