"use client";

import { useColorScheme } from "@mui/material/styles";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import { Icon, type IconName } from "@/components/ui/icons";
import { THEME_COOKIE, type ThemeMode } from "@/components/ui/theme-mode";
import { chooseCalendarAction } from "@/lib/auth/actions";
import { CALENDAR_COOKIE, CALENDARS, type Calendar, LOCALE_COOKIE, type Locale } from "@/lib/i18n/locale";
import css from "./frame.module.css";

const YEAR_S = 31_536_000;

const remember = (name: string, value: string) => {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and on plain http
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_S}; samesite=lax`;
};

const LANGUAGES: readonly { value: Locale; label: string }[] = [
  { value: "fa", label: "فارسی" },
  { value: "en", label: "English" },
];

/** The language of this browser. The server draws the page again in place: the address stays, and so does what was typed. */
export function LanguageChoice() {
  const t = useTranslations("nav");
  const locale = useLocale();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const choose = (value: Locale) => {
    if (value === locale || pending) return;
    remember(LOCALE_COOKIE, value);
    startTransition(() => router.refresh());
  };
  return (
    <Choices label={t("language")}>
      {LANGUAGES.map(({ value, label }) => (
        <Choice key={value} checked={value === locale} onChoose={() => choose(value)}>
          <span lang={value}>{label}</span>
        </Choice>
      ))}
    </Choices>
  );
}

const THEMES: readonly { value: ThemeMode; icon: IconName }[] = [
  { value: "light", icon: "sun" },
  { value: "dark", icon: "moon" },
  { value: "system", icon: "screen" },
];

/** Light, dark, or as the device; takes hold at once. */
export function ThemeChoice() {
  const t = useTranslations("nav");
  const { mode, setMode } = useColorScheme();
  // The chosen mode is known in the browser only; marking it during hydration would not match the server's markup.
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  const choose = (value: ThemeMode) => {
    setMode(value);
    remember(THEME_COOKIE, value);
  };
  return (
    <Choices label={t("theme")}>
      {THEMES.map(({ value, icon }) => (
        <Choice key={value} checked={mounted && mode === value} onChoose={() => choose(value)}>
          <Icon name={icon} size={18} />
          {t(value)}
        </Choice>
      ))}
    </Choices>
  );
}

/** The calendar a person reads days in; takes hold at once here, and wherever else they sign in. */
export function CalendarChoice() {
  const t = useTranslations("nav");
  const [chosen, setChosen] = useState<Calendar | null>(null);
  // The root of the page carries the choice; it is known in the browser only.
  useEffect(() => setChosen(document.documentElement.dataset.calendar as Calendar), []);
  const choose = (value: Calendar) => {
    document.documentElement.dataset.calendar = value;
    setChosen(value);
    remember(CALENDAR_COOKIE, value);
    // A device without a network keeps its own cookie; the next choice is heard.
    void chooseCalendarAction({ calendar: value }).catch(() => undefined);
  };
  return (
    <Choices label={t("calendar")}>
      {CALENDARS.map((value) => (
        <Choice key={value} checked={chosen === value} onChoose={() => choose(value)}>
          {t(value)}
        </Choice>
      ))}
    </Choices>
  );
}

function Choices({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <fieldset className={css.choices}>
      <legend>{label}</legend>
      <div className={css.menuGroup}>{children}</div>
    </fieldset>
  );
}

type ChoiceProps = { checked: boolean; onChoose: () => void; children: React.ReactNode };

function Choice({ checked, onChoose, children }: ChoiceProps) {
  return (
    <button type="button" aria-pressed={checked} className={css.choice} onClick={onChoose}>
      {children}
    </button>
  );
}
