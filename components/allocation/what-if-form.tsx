"use client";

import Button from "@mui/material/Button";
import MenuItem from "@mui/material/MenuItem";
import TextField from "@mui/material/TextField";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState, useTransition } from "react";
import { type FieldChange, useDigits } from "@/components/ui/digits";
import type { WhatIfChange } from "@/lib/allocation/capacity/schema";
import { changeText, readChanges } from "@/lib/allocation/what-if-text";
import css from "./capacity.module.css";

type Choice = { readonly value: number; readonly label: string };

type Props = {
  /** The address without the changes, and the changes in it. */
  base: string;
  changes: string;
  managers: readonly Choice[];
  centers: readonly Choice[];
  groups: readonly Choice[];
};

const KINDS = ["add", "center", "group", "leave", "new"] as const;
type Kind = (typeof KINDS)[number];

type Draft = {
  kind: Kind;
  mentor: string;
  places: string;
  manager: string;
  center: string;
  group: string;
  gender: string;
};
const EMPTY: Draft = {
  kind: "add",
  mentor: "",
  places: "5",
  manager: "",
  center: "",
  group: "",
  gender: "0",
};

const WORDS: Record<Kind, (draft: Draft) => string> = {
  add: (d) => `add:${d.mentor}:${d.places}`,
  center: (d) => `center:${d.manager}:${d.center}`,
  group: (d) => `group:${d.mentor}:${d.group}`,
  leave: (d) => `leave:${d.mentor}`,
  new: (d) => `new:${d.gender}:NORMAL:${d.places}:${d.group}:${d.center}:`,
};
const NEEDS: Record<Kind, readonly (keyof Draft)[]> = {
  add: ["mentor", "places"],
  center: ["manager", "center"],
  group: ["mentor", "group"],
  leave: ["mentor"],
  new: ["gender", "group", "center", "places"],
};

/** Reads one change; null while something is missing or wrong. */
function changeOf(draft: Draft): WhatIfChange | null {
  if (NEEDS[draft.kind].some((field) => draft[field].trim() === "")) return null;
  return readChanges(WORDS[draft.kind](draft))?.[0] ?? null;
}

/** Adds one change after another to the address; the page answers what would happen. */
export function WhatIfForm({ base, changes, managers, centers, groups }: Props) {
  const t = useTranslations("capacity.whatIf");
  const router = useRouter();
  const digits = useDigits();
  const [busy, startTransition] = useTransition();
  const [draft, setDraft] = useState(EMPTY);
  const change = changeOf(draft);
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (change === null) return;
    const next = [changes, changeText(change)].filter(Boolean).join(",");
    startTransition(() => router.push(`${base}&try=${encodeURIComponent(next)}`, { scroll: false }));
    setDraft({ ...EMPTY, kind: draft.kind });
  };
  const field = (name: keyof Draft, choices: readonly Choice[] | null): ReactNode =>
    NEEDS[draft.kind].includes(name) && (
      <TextField
        key={name}
        size="small"
        label={t(`fields.${name}`)}
        {...(choices === null
          ? {
              value: digits.shown(draft[name]),
              onChange: (event: FieldChange) => setDraft({ ...draft, [name]: digits.read(event.target) }),
              slotProps: { htmlInput: { inputMode: "numeric" as const } },
            }
          : {
              select: true,
              value: draft[name],
              onChange: (event: FieldChange) => setDraft({ ...draft, [name]: event.target.value }),
            })}
      >
        {choices?.map((one) => (
          <MenuItem key={one.value} value={String(one.value)}>
            {one.label}
          </MenuItem>
        ))}
      </TextField>
    );
  const genders = [
    { value: 0, label: t("women") },
    { value: 1, label: t("men") },
  ];
  return (
    <form className={css.form} onSubmit={submit} method="post" aria-busy={busy}>
      <TextField
        select
        size="small"
        label={t("fields.kind")}
        value={draft.kind}
        onChange={(event) => setDraft({ ...draft, kind: event.target.value as Kind })}
      >
        {KINDS.map((kind) => (
          <MenuItem key={kind} value={kind}>
            {t(`kinds.${kind}`)}
          </MenuItem>
        ))}
      </TextField>
      {field("mentor", null)}
      {field("manager", managers)}
      {field("gender", genders)}
      {field("group", groups)}
      {field("center", centers)}
      {field("places", null)}
      <Button type="submit" variant="contained" disabled={change === null} loading={busy}>
        {t("submit")}
      </Button>
    </form>
  );
}
