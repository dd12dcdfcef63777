"use client";

import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ServerAction } from "./outcome";

export type Found = { id: string; title: string; subtitle?: string; href: string };

type Props = {
  label: string;
  /** Gets `{ text }`, answers with what it found. A server action is a POST, so the words never enter an address or a log. */
  action: ServerAction<readonly Found[]>;
};

const PAUSE_MS = 250;

/** Finds a person by name, national id or counter and goes there. */
export function SearchBox({ label, action }: Props) {
  const t = useTranslations("ui.search");
  const router = useRouter();
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly Found[]>([]);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let current = true;
    if (text.trim().length < 2) {
      setFound([]);
      return;
    }
    const timer = setTimeout(async () => {
      setBusy(true);
      const outcome = await action({ text }).catch(() => null);
      if (!current) return;
      setBusy(false);
      setFound(outcome?.ok ? outcome.value : []);
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, action]);
  return (
    <Autocomplete<Found>
      options={[...found]}
      filterOptions={(options) => options}
      inputValue={text}
      value={null}
      blurOnSelect
      clearOnBlur={false}
      forcePopupIcon={false}
      loading={busy}
      loadingText={t("busy")}
      noOptionsText={text.trim().length < 2 ? t("more") : t("none")}
      getOptionLabel={(option) => option.title}
      getOptionKey={(option) => option.id}
      onInputChange={(_, value, reason) => reason !== "selectOption" && reason !== "reset" && setText(value)}
      onChange={(_, option) => option && router.push(option.href)}
      renderOption={({ key, ...props }, option) => (
        <li key={key} {...props}>
          <span>
            {option.title}
            {option.subtitle && <span className="tk-muted tk-block">{option.subtitle}</span>}
          </span>
        </li>
      )}
      renderInput={(params) => <TextField {...params} label={label} />}
    />
  );
}
