"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { Icon } from "@/components/ui/icons";
import { Num } from "@/components/ui/values";
import { useAttention } from "./attention";
import css from "./notices.module.css";
import { shortcutOf } from "./shortcuts";

const NoticePanel = dynamic(() => import("./notice-panel"), { ssr: false });

/** How much is news, and the panel that tells it; the key N opens it from anywhere. */
export function NoticeBell() {
  const t = useTranslations("nav.notice");
  const count = useAttention()?.notices ?? 0;
  const button = useRef<HTMLButtonElement>(null);
  const panelId = useId();
  const [open, setOpen] = useState(false);
  // Stays once it was open, so that it can fade out; fetched only then.
  const [used, setUsed] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // The frame has one for wide and one for narrow screens: the visible one answers.
      if (shortcutOf(event) !== "notices" || button.current?.offsetParent === null) return;
      event.preventDefault();
      setUsed(true);
      setOpen((before) => !before);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={css.bell}
        aria-label={t("open", { count })}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={open ? panelId : undefined}
        onClick={() => {
          setUsed(true);
          setOpen(true);
        }}
      >
        <Icon name="bell" size={21} />
        {count > 0 && (
          <span className={css.count} aria-hidden="true">
            <Num value={count} />
          </span>
        )}
      </button>
      <span className="tk-hidden" role="status">
        {t("arrived", { count })}
      </span>
      {used && (
        <NoticePanel id={panelId} anchor={button.current} open={open} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
