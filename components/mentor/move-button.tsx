"use client";

import Button from "@mui/material/Button";
import DialogContentText from "@mui/material/DialogContentText";
import FormControlLabel from "@mui/material/FormControlLabel";
import TextField from "@mui/material/TextField";
import { useTranslations } from "next-intl";
import { useState } from "react";
import css from "@/components/student/manual.module.css";
import { isTold, NO_WHY, WhyFields } from "@/components/student/why-fields";
import { ActionError } from "@/components/ui/action-error";
import { AskDialog } from "@/components/ui/ask-dialog";
import { FoundFacts } from "@/components/ui/found-facts";
import { TickBox } from "@/components/ui/tick-box";
import { useAction } from "@/components/ui/use-action";
import { useFound } from "@/components/ui/use-found";
import { moveStudentsAction } from "@/lib/allocation/manual/actions";
import type { moveStudents } from "@/lib/allocation/manual/commands";
import { findMentorsAction } from "@/lib/mentor/directory/actions";

type Lines = Extract<Awaited<ReturnType<typeof moveStudents>>, { ok: true }>["value"];
type Props = { studentIds: readonly string[]; disabled: boolean; onOk: (lines: Lines) => void };

/** Moves several students to one mentor: whom, why, pinned or not. */
export function MoveButton({ studentIds, disabled, onOk }: Props) {
  const t = useTranslations("manual");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" variant="contained" disabled={disabled} onClick={() => setOpen(true)}>
        {t("many.move")}
      </Button>
      {open && <MoveDialog studentIds={studentIds} onOk={onOk} onClose={() => setOpen(false)} />}
    </>
  );
}

type DialogProps = { studentIds: readonly string[]; onOk: (lines: Lines) => void; onClose: () => void };

function MoveDialog({ studentIds, onOk, onClose }: DialogProps) {
  const t = useTranslations("manual");
  const tSearch = useTranslations("ui.search");
  const [text, setText] = useState("");
  const [mentorId, setMentorId] = useState("");
  const [why, setWhy] = useState(NO_WHY);
  const [pinned, setPinned] = useState(true);
  const { found, nothing, refusal: unanswered } = useFound(text, findMentorsAction);
  const { run, pending, refusal } = useAction(moveStudentsAction, {
    onOk: (lines) => {
      onOk(lines);
      onClose();
    },
  });
  const ready = mentorId !== "" && isTold(why);
  const submit = () => run({ studentIds, mentorId, pinned, ...why });
  return (
    <AskDialog
      title={t("many.moveTitle", { count: studentIds.length })}
      submit={t("move")}
      ready={ready}
      pending={pending}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={css.fields}>
        <DialogContentText component="div">{t("many.moveText")}</DialogContentText>
        <TextField
          type="search"
          label={t("many.target")}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setMentorId("");
          }}
          autoComplete="off"
          autoFocus
        />
        {found.length > 0 && (
          <ul className={css.found}>
            {found.map((one) => (
              <li key={one.id}>
                <label className={css.choice}>
                  <input
                    type="radio"
                    name="target"
                    checked={one.id === mentorId}
                    onChange={() => setMentorId(one.id)}
                  />
                  <span>
                    {one.title}{" "}
                    <span className="tk-muted">
                      <FoundFacts facts={one.facts} />
                    </span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        )}
        {nothing && text !== "" && (
          <p className="tk-muted" role="status">
            {tSearch(nothing)}
          </p>
        )}
        <ActionError refusal={unanswered} />
        <WhyFields why={why} onChange={setWhy} />
        <FormControlLabel control={<TickBox checked={pinned} onChange={setPinned} />} label={t("pin")} />
        <ActionError refusal={refusal} />
      </div>
    </AskDialog>
  );
}
