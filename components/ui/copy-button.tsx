"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import css from "./copy-button.module.css";
import { Icon } from "./icons";

/** Copies a text; says so to eyes and screen readers. Works on plain http too, where the clipboard API is missing. */
export function CopyButton({ value }: { value: string }) {
  const t = useTranslations("ui");
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(false), 1500);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async () => setDone(await copyText(value));
  return (
    <button
      type="button"
      className={css.copy}
      onClick={copy}
      aria-label={done ? t("copied") : t("copyValue", { value })}
    >
      <Icon name={done ? "check" : "copy"} size={15} />
    </button>
  );
}

const copyText = async (value: string): Promise<boolean> => {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(value);
    return true;
  }
  const area = document.createElement("textarea");
  area.value = value;
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
};
