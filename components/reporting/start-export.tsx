"use client";

import Button from "@mui/material/Button";
import MenuItem from "@mui/material/MenuItem";
import TextField from "@mui/material/TextField";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useOptimistic, useTransition } from "react";
import { ActionError } from "@/components/ui/action-error";
import { ChoiceLine, ChoiceSet } from "@/components/ui/choice-line";
import type { ServerAction } from "@/components/ui/outcome";
import { RadioDot, TickBox } from "@/components/ui/tick-box";
import { useAction } from "@/components/ui/use-action";
import { type ExportRequest, requestHref, SCOPE_CHOICES } from "./export-request";
import css from "./start-export.module.css";

type Choice<V> = { value: V; label: string };
type Props = {
  action: ServerAction<{ exportId: string }>;
  /** As in the address; a change goes there first, so that the numbers beside the form follow. */
  request: ExportRequest;
  profiles: readonly Choice<string>[];
  formats: readonly string[];
  years: readonly Choice<number>[];
  runs: readonly Choice<string>[];
  centers: readonly Choice<number>[];
  /** Rows that would go out; without any there is nothing to start. */
  rows: number;
};

/** What goes into an export, and the button that has it made. */
export function StartExport({ action, request: answered, rows, ...choices }: Props) {
  const t = useTranslations("exports.start");
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  const { run, pending, refusal } = useAction(action, {
    onOk: ({ exportId }) => router.push(`/exports/${exportId}`),
  });
  // The next choice builds on the last one, also where the page has not followed yet.
  const [request, ask] = useOptimistic(answered);
  const go = (changes: Partial<ExportRequest>) =>
    startTransition(() => {
      const next = { ...request, ...changes };
      ask(next);
      router.replace(requestHref(next), { scroll: false });
    });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    const { runId, ...rest } = request;
    run(runId ? { ...rest, runId } : rest);
  };
  return (
    <form className={`${css.form} ${busy ? css.busy : ""}`} onSubmit={submit} aria-busy={busy} method="post">
      <Select
        label={t("profile")}
        value={request.profile}
        choices={choices.profiles}
        onChange={(profile) => go({ profile })}
      />
      <Select
        label={t("year")}
        value={request.year}
        choices={choices.years}
        onChange={(year) =>
          go({ year: Number(year), runId: null, scope: request.scope === "RUN" ? "NEW" : request.scope })
        }
      />
      <ChoiceSet label={t("scope")}>
        {SCOPE_CHOICES.map((scope) => (
          <ChoiceLine key={scope} label={t(`scopes.${scope}.name`)} hint={t(`scopes.${scope}.hint`)}>
            {(id, hintId) => (
              <RadioDot
                id={id}
                describedBy={hintId}
                name="scope"
                small
                disabled={scope === "RUN" && choices.runs.length === 0}
                checked={request.scope === scope}
                onChoose={() => go({ scope, runId: null })}
              />
            )}
          </ChoiceLine>
        ))}
      </ChoiceSet>
      {request.scope === "RUN" && request.runId && (
        <Select
          label={t("run")}
          value={request.runId}
          choices={choices.runs}
          onChange={(runId) => go({ runId })}
        />
      )}
      <Centers chosen={request.centers} choices={choices.centers} onChange={(centers) => go({ centers })} />
      {choices.formats.length > 1 && (
        <Select
          label={t("format")}
          value={request.format}
          choices={choices.formats.map((value) => ({ value, label: value }))}
          onChange={(format) => go({ format: format === "csv" ? "csv" : "xlsx" })}
        />
      )}
      <ActionError refusal={refusal} />
      <div>
        <Button type="submit" variant="contained" loading={pending} disabled={rows === 0}>
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}

type SelectProps<V> = {
  label: string;
  value: V;
  choices: readonly Choice<V>[];
  onChange: (value: V) => void;
};

function Select<V extends string | number>({ label, value, choices, onChange }: SelectProps<V>) {
  return (
    <TextField select label={label} value={value} onChange={(event) => onChange(event.target.value as V)}>
      {choices.map((choice) => (
        <MenuItem key={choice.value} value={choice.value}>
          {choice.label}
        </MenuItem>
      ))}
    </TextField>
  );
}

type CentersProps = {
  chosen: readonly number[];
  choices: readonly Choice<number>[];
  onChange: (centers: number[]) => void;
};

function Centers({ chosen, choices, onChange }: CentersProps) {
  const t = useTranslations("exports.start");
  const codes = choices.map(({ value }) => value);
  const toggled = (code: number) =>
    codes.filter((one) => (one === code ? !chosen.includes(one) : chosen.includes(one)));
  return (
    <ChoiceSet label={t("centers")} hint={t("centersHint")}>
      {choices.map(({ value, label }) => (
        <ChoiceLine key={value} label={label}>
          {(id) => (
            <TickBox
              id={id}
              small
              checked={chosen.includes(value)}
              onChange={() => onChange(toggled(value))}
            />
          )}
        </ChoiceLine>
      ))}
    </ChoiceSet>
  );
}
