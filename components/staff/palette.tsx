"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Icon } from "@/components/ui/icons";
import css from "./frame.module.css";
import type { NavGroup } from "./nav-items";
import type { SettingItem, StartItem } from "./palette-items";
import { heldKey, type Shortcut, shortcutOf } from "./shortcuts";

const PaletteDialog = dynamic(() => import("./palette-dialog"), { ssr: false });
const KeysDialog = dynamic(() => import("./keys-dialog"), { ssr: false });

type Props = {
  groups: readonly NavGroup[];
  starts: readonly StartItem[];
  settings: readonly SettingItem[];
};

/** A keyboard stays what it is. */
const unchanging = () => () => {};

/** The button and keys that open the command palette (Ctrl/⌘-K) and the help on keys (?). Both are fetched on first use. */
export function Palette(props: Props) {
  const held = useSyncExternalStore(unchanging, heldKey, () => "Ctrl");
  const t = useTranslations("nav.palette");
  const [open, setOpen] = useState<Shortcut | null>(null);
  // What was open once stays mounted, so that it can fade out.
  const [used, setUsed] = useState<ReadonlySet<Shortcut>>(new Set());
  const show = (which: Shortcut) => {
    setUsed((before) => new Set(before).add(which));
    setOpen(which);
  };
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const which = shortcutOf(event);
      // The frame has one for wide and one for narrow screens: the visible one answers.
      if (which === null || which === "notices" || button.current?.offsetParent === null) return;
      event.preventDefault();
      setUsed((before) => new Set(before).add(which));
      setOpen((before) => (before === which ? null : which));
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
  const close = () => setOpen(null);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={css.palette}
        aria-haspopup="dialog"
        onClick={() => show("palette")}
      >
        <Icon name="search" size={18} />
        <span>{t("open")}</span>
        <kbd dir="ltr">{held} K</kbd>
      </button>
      {used.has("palette") && (
        <PaletteDialog {...props} open={open === "palette"} onClose={close} onHelp={() => show("help")} />
      )}
      {used.has("help") && <KeysDialog open={open === "help"} onClose={close} />}
    </>
  );
}
