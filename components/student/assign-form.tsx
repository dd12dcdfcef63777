"use client";

import FormControlLabel from "@mui/material/FormControlLabel";
import TextField from "@mui/material/TextField";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Notice } from "@/components/allocation/notice";
import { ActionError } from "@/components/ui/action-error";
import { ButtonLink } from "@/components/ui/button-link";
import { Panel } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { TickBox } from "@/components/ui/tick-box";
import { useAction } from "@/components/ui/use-action";
import { assignStudentAction } from "@/lib/allocation/manual/actions";
import type { CandidateRow, Candidates } from "@/lib/allocation/manual/queries";
import { formatList } from "@/lib/i18n/format";
import { AssignResult, type Done } from "./assign-result";
import { CandidateTable, type CodeWords } from "./candidate-table";
import css from "./manual.module.css";
import { useCandidates } from "./use-candidates";
import { isTold, NO_WHY, WhyFields } from "./why-fields";

export type Current = { assignmentId: string; mentorId: number; mentorName: string; pinned: boolean };

type Props = {
  studentId: string;
  /** The placement as the page saw it; another one by now → the server says so. */
  current: Current | null;
  first: Candidates;
  codeWords: CodeWords;
};

/** Chooses a mentor for a student among all there are, says why, and offers to take it back. */
export function AssignForm({ studentId, current, first, codeWords }: Props) {
  const t = useTranslations("manual");
  const { text, field, search, turn, refusal, ...list } = useCandidates(studentId, first);
  const [chosen, setChosen] = useState<CandidateRow | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  if (done) return <AssignResult studentId={studentId} done={done} onAgain={() => setDone(null)} />;
  return (
    <div className={css.assign}>
      <Panel
        title={t("candidates")}
        hint={t("candidatesHint", { free: first.free, mentors: first.mentors })}
        flush
      >
        <div className={css.search}>
          <TextField
            type="search"
            label={t("search")}
            inputRef={field}
            value={text}
            onChange={(event) => search(event.target.value)}
            autoComplete="off"
          />
          <ActionError refusal={refusal} />
        </div>
        <CandidateTable
          {...list}
          onOffset={turn}
          chosenId={chosen?.id ?? null}
          onChoose={setChosen}
          codeWords={codeWords}
        />
      </Panel>
      <div className={css.side}>
        <Decision
          // Another choice is another request: its key must not be that of the last.
          key={chosen?.id ?? 0}
          studentId={studentId}
          current={current}
          chosen={chosen}
          codeWords={codeWords}
          onDone={(placed) => {
            setDone({ placed, mentorName: chosen?.name ?? "", before: current });
            setChosen(null);
          }}
        />
      </div>
    </div>
  );
}

type DecisionProps = Pick<Props, "studentId" | "current" | "codeWords"> & {
  chosen: CandidateRow | null;
  onDone: (placed: Done["placed"]) => void;
};

/** Not everywhere is there a secure context; without a key a retry is simply refused by the state of the student. */
const newRequestId = (): string | undefined => globalThis.crypto?.randomUUID?.();

function Decision({ studentId, current, chosen, codeWords, onDone }: DecisionProps) {
  const t = useTranslations("manual");
  const locale = useLocale();
  const [why, setWhy] = useState(NO_WHY);
  const [pinned, setPinned] = useState(true);
  const [requestId] = useState(newRequestId);
  const { run, pending, refusal } = useAction(assignStudentAction, { onOk: onDone });
  const override = chosen?.fit === "OVERRIDABLE";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const assignmentId = current?.assignmentId ?? null;
    if (chosen && isTold(why))
      run({ studentId, mentorId: chosen.id, assignmentId, pinned, override, requestId, ...why });
  };
  const title = chosen ? t("to", { mentor: chosen.name || String(chosen.id) }) : t("chooseFirst");
  return (
    <Panel title={title}>
      <form method="post" noValidate onSubmit={submit} className={css.fields}>
        {!chosen && <p className="tk-muted">{t("chooseHint")}</p>}
        {override && (
          <Notice tone="warn">
            <b>{t("overrideTitle")}</b>
            <p>
              {t("overrideText", {
                codes: formatList(
                  locale,
                  chosen.needs.map((code) => codeWords[code] ?? code),
                ),
              })}
            </p>
          </Notice>
        )}
        <WhyFields why={why} onChange={setWhy} />
        <FormControlLabel control={<TickBox checked={pinned} onChange={setPinned} />} label={t("pin")} />
        <p className="tk-muted">{t("pinHint")}</p>
        <ActionError refusal={refusal} />
        <div className={css.buttons}>
          <SubmitButton pending={pending} disabled={!chosen || !isTold(why)}>
            {t(override ? "assignOverride" : current ? "move" : "assign")}
          </SubmitButton>
          <ButtonLink href={`/students/${studentId}`}>{t("back")}</ButtonLink>
        </div>
      </form>
    </Panel>
  );
}
