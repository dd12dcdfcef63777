// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA combobox pattern is a list of options
// biome-ignore-all lint/a11y/useFocusableInteractive: options of a combobox are pointed at, the focus stays in the input
"use client";

import Dialog from "@mui/material/Dialog";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { RefusalText } from "@/components/ui/action-error";
import { FoundFacts } from "@/components/ui/found-facts";
import { Icon, type IconName } from "@/components/ui/icons";
import { mayLeave } from "@/components/ui/leave-store";
import { isStatus } from "@/components/ui/status-chip";
import { type Found, useFound } from "@/components/ui/use-found";
import { formatCode } from "@/lib/i18n/format";
import { findAnythingAction } from "@/lib/lists/search/actions";
import { isNumbered, soughtIn } from "@/lib/lists/search/sought";
import { searchKey } from "@/lib/shared/text";
import type { NavGroup } from "./nav-items";
import css from "./palette.module.css";
import type { SettingItem, StartItem } from "./palette-items";

type Kind = keyof typeof ICONS;
type Section = "pages" | "starts" | "settings" | Kind;
type Entry = Found & { section: Section; icon: IconName };

type Props = {
  groups: readonly NavGroup[];
  starts: readonly StartItem[];
  settings: readonly SettingItem[];
  open: boolean;
  onClose: () => void;
  onHelp: () => void;
};

/** Goes anywhere by typing: sections, things to begin, people, schools, and work by its number. Arrows choose, Enter goes, Escape closes. */
export default function PaletteDialog({ open, onClose, onHelp, ...offered }: Props) {
  const t = useTranslations("nav.palette");
  const router = useRouter();
  const id = useId();
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const { entries, busy, refusal } = useEntries(text, offered);
  const list = useRef<HTMLUListElement>(null);
  // Nobody expects the words of last time.
  useEffect(() => {
    if (open) setText("");
  }, [open]);
  useEffect(() => {
    list.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const go = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    mayLeave(() => router.push(entry.href));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !event.nativeEvent.isComposing) return go(entries[active]);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || entries.length === 0) return;
    event.preventDefault();
    setActive((active + step + entries.length) % entries.length);
  };
  const none = busy ? t("busy") : entries.length === 0 ? t("none") : null;
  const note = refusal ? <RefusalText refusal={refusal} /> : none;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      maxWidth="sm"
      fullWidth
      slotProps={{ paper: { "aria-label": t("title"), className: css.paper ?? "" } }}
    >
      <div className={css.field}>
        <Icon name="search" />
        <input
          autoFocus
          type="text"
          role="combobox"
          aria-label={t("label")}
          aria-expanded={entries.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={entries[active] ? `${id}-${active}` : undefined}
          placeholder={t("placeholder")}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <ul id={`${id}-list`} ref={list} role="listbox" aria-label={t("title")} className={css.list}>
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input keeps the focus and handles the keys
          <li
            key={`${entry.section}-${entry.id}`}
            id={`${id}-${index}`}
            data-index={index}
            role="option"
            aria-selected={index === active}
            className={css.option}
            onMouseDown={(event) => event.preventDefault()}
            onMouseMove={() => setActive(index)}
            onClick={() => go(entry)}
          >
            <Icon name={entry.icon} />
            <span className={css.title}>
              {entry.title}
              {entry.facts.length > 0 && (
                <small>
                  <FoundFacts facts={entry.facts} />
                </small>
              )}
            </span>
            <span className={css.section}>{t(entry.section)}</span>
          </li>
        ))}
      </ul>
      {note && <p className={css.note}>{note}</p>}
      <p className="tk-hidden" role="status">
        {note ?? t("found", { count: entries.length })}
      </p>
      <footer className={css.foot}>
        <span>{t("hint")}</span>
        <button type="button" onClick={onHelp}>
          {t("help")}
        </button>
      </footer>
    </Dialog>
  );
}

type Offered = Pick<Props, "groups" | "starts" | "settings">;

/** Everything that fits the words: sections and beginnings at once, what is asked for after a pause and below them. */
const useEntries = (text: string, { groups, starts, settings }: Offered) => {
  const nav = useTranslations("nav");
  const things = useThings(text);
  const fixed = useMemo(() => {
    const pages = groups.flatMap(({ items }) =>
      items.map(({ key, href, icon }) => entryOf("pages", { key, href, icon, title: nav(key) })),
    );
    const begin = starts.map(({ key, href, icon }) =>
      entryOf("starts", { key, href, icon, title: nav(`palette.start.${key}`) }),
    );
    const set = settings.map((item) => entryOf("settings", { ...item, icon: "settings" }));
    return [...begin, ...pages, ...set];
  }, [groups, starts, settings, nav]);
  const key = searchKey(text);
  const fits = ({ title, id }: Entry) => searchKey(title).includes(key) || id.toLowerCase().includes(key);
  return { ...things, entries: [...fixed.filter(fits), ...things.entries] };
};

const ICONS = {
  runs: "run",
  imports: "import",
  exports: "export",
  managers: "user",
  schools: "students",
  students: "students",
  mentors: "mentors",
} as const satisfies Readonly<Record<string, IconName>>;

/** Nothing is asked where the words can mean nothing. */
const canMean = (text: string): boolean => {
  const { work, name } = soughtIn(text);
  return work !== null || name;
};

/** People, schools, and work by its number. */
const useThings = (text: string) => {
  const t = useTranslations("nav.palette.numbered");
  const status = useTranslations("ui.status");
  const locale = useLocale();
  const { found, busy, refusal } = useFound(text, findAnythingAction, canMean);
  const entries = found.map(({ kind, state, ...one }): Entry => {
    const thing = { ...one, section: kind, icon: ICONS[kind] };
    if (!isNumbered(kind)) return thing;
    const facts = state !== null && isStatus(state) ? [status(state)] : [];
    return { ...thing, facts, title: t(kind, { number: formatCode(locale, one.title) }) };
  });
  return { entries, busy, refusal };
};

const entryOf = (
  section: Section,
  { key, href, icon, title }: { key: string; href: string; icon: IconName; title: string },
): Entry => ({ id: key, section, icon, title, facts: [], href });
