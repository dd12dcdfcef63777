"use client";

import Button from "@mui/material/Button";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import { ChoiceLine } from "@/components/ui/choice-line";
import type { ServerAction } from "@/components/ui/outcome";
import { TickBox } from "@/components/ui/tick-box";
import { useAction } from "@/components/ui/use-action";
import css from "./start-run.module.css";

type Props = {
  action: ServerAction<{ runId: string }>;
  /** Everything the drain is a function of but the tick. */
  input: { mentorId: number; year: number; policy: string; switches: { schoolFallback: boolean } };
  /** False for those who may not change mentors. */
  mayClose: boolean;
  words: { stop: string; stopHint: string; submit: string; nothingYet: string };
};

/** The tick and the button that plans a drain. */
export function StartDrain({ action, input, mayClose, words }: Props) {
  const router = useRouter();
  const [stopAccepting, setStopAccepting] = useState(mayClose);
  const { run, pending, refusal } = useAction(action, { onOk: ({ runId }) => router.push(`/runs/${runId}`) });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    run({ ...input, stopAccepting });
  };
  return (
    <form className={css.form} onSubmit={submit} method="post">
      {mayClose && (
        <ChoiceLine label={words.stop} hint={words.stopHint}>
          {(id, hintId) => (
            <TickBox id={id} small checked={stopAccepting} onChange={setStopAccepting} describedBy={hintId} />
          )}
        </ChoiceLine>
      )}
      <ActionError refusal={refusal} />
      <div className={css.buttons}>
        <Button type="submit" variant="contained" loading={pending}>
          {words.submit}
        </Button>
      </div>
      <p className={css.hint}>{words.nothingYet}</p>
    </form>
  );
}
