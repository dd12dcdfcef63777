"use client";

import Button from "@mui/material/Button";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Notice } from "@/components/allocation/notice";
import { EndButton } from "@/components/student/end-button";
import css from "@/components/student/manual.module.css";
import { ActionButton } from "@/components/ui/action-button";
import { RefusalText } from "@/components/ui/action-error";
import type { Refusal } from "@/components/ui/outcome";
import {
  pinStudentsAction,
  unassignStudentsAction,
  unpinStudentsAction,
} from "@/lib/allocation/manual/actions";
import { MANY_MAX } from "@/lib/allocation/manual/schema";
import { type CaseloadItem, CaseloadTable } from "./caseload-table";
import { MoveButton } from "./move-button";

type Line = { readonly studentId: string; readonly result: { readonly ok: true } | Refusal };

type Props = {
  rows: readonly CaseloadItem[];
  groupNames: Readonly<Record<number, string>>;
  centerNames: Readonly<Record<number, string>>;
};

/** A caseload of which several can be chosen, to be moved, ended or pinned at once; what became of each is told. */
export function CaseloadBoard({ rows, groupNames, centerNames }: Props) {
  const t = useTranslations("manual");
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [report, setReport] = useState<readonly Line[] | null>(null);
  // Whoever has left the caseload meanwhile is no longer chosen.
  const chosen = new Set(rows.map((row) => row.studentId).filter((id) => ticked.has(id)));
  const toggle = (id: string) =>
    setTicked((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id]));
  const onOk = (lines: readonly Line[]) => {
    setReport(lines);
    setTicked(new Set());
  };
  const studentIds = [...chosen];
  const disabled = studentIds.length === 0 || studentIds.length > MANY_MAX;
  const input = { studentIds };
  return (
    <>
      {rows.length > 0 && (
        <div className={css.bar}>
          <span role="status">{t("many.chosen", { count: chosen.size })}</span>
          <Button
            size="small"
            onClick={() => setTicked(new Set(chosen.size > 0 ? [] : rows.map((row) => row.studentId)))}
          >
            {t(chosen.size > 0 ? "many.none" : "many.all")}
          </Button>
          <MoveButton studentIds={studentIds} disabled={disabled} onOk={onOk} />
          <Pin action={pinStudentsAction} {...{ input, disabled, onOk }}>
            {t("pinVerb")}
          </Pin>
          <Pin action={unpinStudentsAction} {...{ input, disabled, onOk }}>
            {t("unpin")}
          </Pin>
          <EndButton
            action={unassignStudentsAction}
            input={input}
            title={t("many.endTitle", { count: chosen.size })}
            onOk={onOk}
            disabled={disabled}
          >
            {t("end")}
          </EndButton>
          {studentIds.length > MANY_MAX && (
            <span className="tk-muted">{t("many.max", { max: MANY_MAX })}</span>
          )}
        </div>
      )}
      {report && <BulkReport lines={report} rows={rows} />}
      <CaseloadTable
        rows={rows}
        groupNames={groupNames}
        centerNames={centerNames}
        choice={{ chosen, onToggle: toggle }}
      />
    </>
  );
}

type PinProps = {
  action: typeof pinStudentsAction;
  input: unknown;
  disabled: boolean;
  onOk: (lines: readonly Line[]) => void;
  children: ReactNode;
};

const Pin = (props: PinProps) => <ActionButton size="small" variant="outlined" {...props} />;

/** How many were done, and who stayed and why. */
function BulkReport({ lines, rows }: { lines: readonly Line[]; rows: readonly CaseloadItem[] }) {
  const t = useTranslations("manual");
  const names = new Map(rows.map((row) => [row.studentId, `${row.firstName} ${row.lastName}`.trim()]));
  const left = lines.flatMap(({ studentId, result }) => (result.ok ? [] : [{ studentId, refusal: result }]));
  return (
    <div className={css.bar} role="status">
      <Notice tone={left.length > 0 ? "warn" : "ok"}>
        {t("many.report", { done: lines.length - left.length, left: left.length })}
        {left.length > 0 && (
          <ul className={css.report}>
            {left.map(({ studentId, refusal }) => (
              <li key={studentId}>
                <b>{names.get(studentId)}</b> <RefusalText refusal={refusal} />
              </li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  );
}
