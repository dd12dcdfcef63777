"use client";

import Button from "@mui/material/Button";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RefusalText } from "@/components/ui/action-error";
import { useDigits } from "@/components/ui/digits";
import type { ServerAction } from "@/components/ui/outcome";
import { useToast } from "@/components/ui/toasts";
import { useAction } from "@/components/ui/use-action";
import css from "./capacity.module.css";

type Props = {
  action: ServerAction<{ after: number }>;
  mentorId: number;
  name: string;
  version?: number;
  /** What the field starts with. */
  places: number;
};

/** Raises a mentor's capacity by a number of places: the change itself, not a trial. */
export function RaisePlaces({ action, mentorId, name, version, places }: Props) {
  const t = useTranslations("capacity.raise");
  const toast = useToast();
  const digits = useDigits();
  const [more, setMore] = useState(String(places));
  const { run, pending } = useAction(action, {
    onOk: ({ after }) => toast("ok", t("done", { name, after })),
    onRefused: (refusal) => toast("bad", <RefusalText refusal={refusal} />),
  });
  const valid = /^\d{1,4}$/.test(more) && Number(more) >= 1 && Number(more) <= 1000;
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (valid) run({ mentorId, places: Number(more), ...(version === undefined ? {} : { version }) });
  };
  return (
    <form className={css.raise} onSubmit={submit} method="post">
      {/* The browser's own field: this form stands in lists, where a field of the kit would weigh more than the list. */}
      <input
        className={css.number}
        inputMode="numeric"
        maxLength={4}
        aria-label={t("field", { name })}
        value={digits.shown(more)}
        onChange={(event) => setMore(digits.read(event.target))}
      />
      <Button
        type="submit"
        size="small"
        variant="outlined"
        loading={pending}
        disabled={!valid}
        aria-label={t("label", { name })}
      >
        {t("submit")}
      </Button>
    </form>
  );
}
