"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EndButton } from "@/components/student/end-button";
import { ActionButton } from "@/components/ui/action-button";
import { BulkBar, useBulk } from "@/components/ui/bulk-bar";
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
  mentorId: number;
  rows: readonly CaseloadItem[];
  groupNames: Readonly<Record<number, string>>;
  centerNames: Readonly<Record<number, string>>;
};

/** A caseload of which several can be chosen, to be moved, ended or pinned at once; what became of each is told. */
export function CaseloadBoard({ mentorId, rows, groupNames, centerNames }: Props) {
  const of = `caseload?${mentorId}`;
  return (
    <>
      {rows.length > 0 && (
        <BulkBar of={of} present={rows.map((row) => row.studentId)} total={rows.length} max={MANY_MAX}>
          <CaseloadActions rows={rows} />
        </BulkBar>
      )}
      <CaseloadTable rows={rows} groupNames={groupNames} centerNames={centerNames} choiceOf={of} />
    </>
  );
}

function CaseloadActions({ rows }: { rows: readonly CaseloadItem[] }) {
  const t = useTranslations("manual");
  const { ids: studentIds, count, max, finish } = useBulk();
  const names = new Map(rows.map((row) => [row.studentId, `${row.firstName} ${row.lastName}`.trim()]));
  const onOk = (lines: readonly Line[]) => {
    const left = lines.flatMap(({ studentId: id, result }) =>
      result.ok ? [] : [{ id, name: names.get(id) ?? "", reason: result.reason, details: result.details }],
    );
    finish({ done: lines.length - left.length, left });
  };
  const disabled = count === 0 || count > max;
  const input = { studentIds };
  return (
    <>
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
        title={t("many.endTitle", { count })}
        onOk={onOk}
        disabled={disabled}
      >
        {t("end")}
      </EndButton>
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
