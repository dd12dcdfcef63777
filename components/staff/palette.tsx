"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Icon } from "@/components/ui/icons";
import css from "./frame.module.css";
import type { NavGroup } from "./nav-items";
import type { SettingItem, StartItem } from "./palette-items";
import { heldKey, type Shortcut, shortcutOf } from "./shortcuts";

const fetchPalette = () => import("./palette-dialog");
const PaletteDialog = dynamic(fetchPalette, { ssr: false });
const KeysDialog = dynamic(() => import("./keys-dialog"), { ssr: false });

type Props = {
  groups: readonly NavGroup[];
  starts: readonly StartItem[];
  settings: readonly SettingItem[];
};

/** By then the page has its own scripts. */
const REST_MS = 1_500;

/** A keyboard stays what it is. */
const unchanging = () => () => {};

/** The button and keys that open the command palette (Ctrl/⌘-K) and the help on keys (?), both fetched apart from the page. */
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
  // Before anybody asks for it: what is typed right after the keys would otherwise fall beside it.
  useEffect(() => {
    const rest = setTimeout(() => document.visibilityState === "visible" && fetchPalette(), REST_MS);
    return () => clearTimeout(rest);
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
