"use client";

import Button from "@mui/material/Button";
import MenuItem from "@mui/material/MenuItem";
import TextField from "@mui/material/TextField";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useOptimistic, useState, useTransition } from "react";
import { ActionError } from "@/components/ui/action-error";
import { ChoiceLine, ChoiceSet } from "@/components/ui/choice-line";
import type { ServerAction } from "@/components/ui/outcome";
import { RadioDot, TickBox } from "@/components/ui/tick-box";
import { useAction } from "@/components/ui/use-action";
import type { Policy } from "@/lib/allocation/schema";
import css from "./start-run.module.css";

type Props = {
  action: ServerAction<{ runId: string }>;
  /** As in the address; a change goes there first, so that the numbers beside the form follow. */
  year: number;
  centers: readonly number[];
  years: readonly { value: number; label: string }[];
  /** Those the viewer may run for. */
  centerChoices: readonly { value: number; label: string }[];
  policies: readonly Policy[];
  /** What the settings propose. */
  defaults: { readonly policy: Policy; readonly schoolFallback: boolean };
};

/** Everything a run is a function of, and the button that starts planning. */
export function StartRun({ action, years, centerChoices, policies, defaults, ...answered }: Props) {
  const t = useTranslations("runs.start");
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  const [policy, setPolicy] = useState<Policy>(defaults.policy);
  const [schoolFallback, setSchoolFallback] = useState(defaults.schoolFallback);
  const { run, pending, refusal } = useAction(action, { onOk: ({ runId }) => router.push(`/runs/${runId}`) });
  // The next choice builds on the last one, also where the page has not followed yet.
  const [{ year, centers }, ask] = useOptimistic<Scope>(answered);
  const go = (scope: Scope) =>
    startTransition(() => {
      ask(scope);
      router.replace(scopeHref(scope), { scroll: false });
    });
  const toggle = (code: number) =>
    go({ year, centers: centers.includes(code) ? centers.filter((c) => c !== code) : [...centers, code] });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    run({ year, policy, centers, switches: { schoolFallback } });
  };
  return (
    <form className={`${css.form} ${busy ? css.busy : ""}`} onSubmit={submit} aria-busy={busy} method="post">
      <TextField
        select
        label={t("year")}
        value={year}
        onChange={(event) => go({ year: Number(event.target.value), centers })}
        helperText={t("yearHint")}
      >
        {years.map((one) => (
          <MenuItem key={one.value} value={one.value}>
            {one.label}
          </MenuItem>
        ))}
      </TextField>
      <ChoiceSet label={t("centers")} hint={t("centersHint")}>
        {centerChoices.map((one) => (
          <Check
            key={one.value}
            label={one.label}
            checked={centers.includes(one.value)}
            onChange={() => toggle(one.value)}
          />
        ))}
      </ChoiceSet>
      <ChoiceSet label={t("policy")}>
        {policies.map((one) => (
          <ChoiceLine key={one} label={t(`policies.${one}.name`)} hint={t(`policies.${one}.hint`)}>
            {(id, hintId) => (
              <RadioDot
                id={id}
                describedBy={hintId}
                name="policy"
                small
                checked={policy === one}
                onChoose={() => setPolicy(one)}
              />
            )}
          </ChoiceLine>
        ))}
      </ChoiceSet>
      <ChoiceSet label={t("switches")}>
        <Check
          label={t("schoolFallback.name")}
          hint={t("schoolFallback.hint")}
          checked={schoolFallback}
          onChange={setSchoolFallback}
        />
      </ChoiceSet>
      <ActionError refusal={refusal} />
      <div className={css.buttons}>
        <Button type="submit" variant="contained" loading={pending}>
          {t("submit")}
        </Button>
      </div>
      <p className={css.hint}>{t("nothingYet")}</p>
    </form>
  );
}

type Scope = Pick<Props, "year" | "centers">;

const scopeHref = ({ year, centers }: Scope): string => {
  const query = new URLSearchParams({ year: String(year) });
  if (centers.length > 0) query.set("centers", [...centers].sort((a, b) => a - b).join("-"));
  return `?${query}`;
};

type CheckProps = { label: string; hint?: string; checked: boolean; onChange: (checked: boolean) => void };

function Check({ label, hint, checked, onChange }: CheckProps) {
  return (
    <ChoiceLine label={label} hint={hint}>
      {(id, hintId) => (
        <TickBox id={id} small checked={checked} onChange={onChange} describedBy={hint && hintId} />
      )}
    </ChoiceLine>
  );
}
