"use client";

import Button from "@mui/material/Button";
import { useLocale, useTranslations } from "next-intl";
import { type KeyboardEvent, useRef, useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import { nextColumn, nextWrongRow, wrongColumns } from "@/lib/intake/review/table/find-error";
import { useFieldName } from "./field-name";
import type { CodeNames } from "./field-value";
import { type CodeCount, ReviewBar } from "./review-bar";
import { type Place, useReviewCursor } from "./review-cursor";
import { ReviewDetail } from "./review-detail";
import { type ReviewWrites, useReviewEdits } from "./review-edits";
import css from "./review-grid.module.css";
import { type KeyStep, keyStep } from "./review-keys";
import { GridRow } from "./review-row";
import { type Filter, type ReviewReads, type ReviewStart, useReviewRows } from "./review-rows";

type Props = {
  batchId: string;
  kind: string;
  fields: readonly string[];
  names: CodeNames;
  codes: readonly CodeCount[];
  start: ReviewStart;
  reads: ReviewReads;
  /** null where the state or the centres of the batch allow no edits. */
  writes: ReviewWrites | null;
};

/**
 * A sheet of rows: F2, Enter or a letter opens a cell, Enter and Tab save and go on, Esc leaves, Ctrl+Z takes the last edit
 * back, Alt+↓ and Alt+↑ go from error to error.
 */
export function ReviewGrid({ batchId, kind, fields, names, codes, start, reads, writes }: Props) {
  const t = useTranslations("import.grid");
  const tMessages = useTranslations("messages");
  const rtl = useLocale() === "fa";
  const fieldName = useFieldName(kind);
  const rows = useReviewRows(batchId, start, reads);
  const { places, errors } = rows.view;
  const { at, draft, setDraft, go, reset, box, items, height } = useReviewCursor(rows, fields.length);
  const { save, takeBack, refusal, said, setSaid, isSaving } = useReviewEdits({
    batchId,
    rows,
    writes,
    onShow: ({ index, field }) => go({ row: index, column: Math.max(fields.indexOf(field), 0) }),
  });
  const textOf = (place: Place): string => rows.rowAt(place.row)?.raw[fields[place.column] ?? ""] ?? "";
  const open = (text: string | null): void => {
    if (writes !== null && rows.rowAt(at.row) !== null) setDraft(text ?? textOf(at));
  };
  /** Saves the open cell, if its text is another one, and closes it. */
  const close = (text: string | null): void => {
    setDraft(null);
    if (text !== null && text !== textOf(at)) save({ index: at.row, field: fields[at.column] ?? "" }, text);
  };
  const toError = async (direction: 1 | -1): Promise<void> => {
    const here = nextColumn(wrongColumns(rows.rowAt(at.row)?.issues ?? [], fields), at.column, direction);
    if (here !== null) return go({ row: at.row, column: here });
    let from = places.positionAt(at.row);
    while (from !== null) {
      from = nextWrongRow({ errors, from, direction, isRight: rows.isFixed });
      const index = from === null ? null : places.indexOf(from);
      const row = index === null ? null : await rows.load(index);
      // Not read: the rows say why, and to ask for all the others would end no better.
      if (index !== null && row === null) return;
      const columns = wrongColumns(row?.issues ?? [], fields);
      const column = direction === 1 ? columns[0] : columns.at(-1);
      if (index !== null && column !== undefined) return go({ row: index, column });
    }
    setSaid(t(direction === 1 ? "noMore" : "noEarlier"));
    go(at);
  };
  const move = (step: KeyStep): void => {
    if (draft !== null) close(draft);
    if (step.do === "error") void toError(step.direction);
    else if (step.do === "move") go({ row: at.row + step.row, column: at.column + step.column });
    else if (step.do === "edge") {
      const end = step.edge === "last" ? Number.MAX_SAFE_INTEGER : 0;
      go({ row: step.of === "table" ? end : at.row, column: end });
    }
  };
  const take = (step: KeyStep): void => {
    if (step.do === "edit") open(step.text);
    else if (step.do === "undo") takeBack();
    else if (step.do === "clear") close("");
    else if (step.do === "leave") {
      setDraft(null);
      go(at);
    } else move(step);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const step = keyStep(event, { editing: draft !== null, rtl });
    if (step === null) return;
    event.preventDefault();
    take(step);
  };
  const choose = async (next: Filter): Promise<void> => {
    reset();
    await rows.choose(next);
  };
  const stable = useStable({ at, draft, close, go, open, toError, choose, takeBack });
  return (
    <div className={css.sheet}>
      <ReviewBar
        filter={rows.filter}
        codes={codes}
        total={places.total}
        left={errors.total - [...rows.right.current].filter((one) => errors.indexOf(one) !== null).length}
        mayEdit={writes !== null}
        isSaving={isSaving}
        onFilter={stable.onFilter}
        onError={stable.onError}
        onUndo={stable.onUndo}
      />
      <div className={css.refused}>
        <ActionError refusal={refusal ?? rows.refusal} />
        {rows.refusal && (
          <Button size="small" variant="outlined" onClick={() => void rows.again()}>
            {tMessages("retry")}
          </Button>
        )}
      </div>
      <p className="tk-hidden" aria-live="polite">
        {said}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot hold rows that come and go with the scrolling */}
      <div
        ref={box}
        role="grid"
        tabIndex={-1}
        aria-label={t("label")}
        aria-rowcount={places.total + 1}
        aria-colcount={fields.length + 1}
        aria-readonly={writes === null || undefined}
        className={css.box}
        onKeyDown={onKey}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: only cells take the focus */}
        <div role="row" aria-rowindex={1} className={css.head}>
          {["", ...fields].map((field, column) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <span role="columnheader" key={field} aria-colindex={column + 1}>
              {column === 0 ? t("row") : fieldName(field)}
            </span>
          ))}
        </div>
        <div role="presentation" className={css.body} style={{ blockSize: height }}>
          {items.map(({ key, index, start: top }) => (
            <GridRow
              key={key}
              kind={kind}
              index={index}
              top={top}
              row={rows.rowAt(index)}
              fields={fields}
              names={names}
              active={index === at.row ? at.column : null}
              draft={index === at.row ? draft : null}
              onDraft={setDraft}
              onPick={stable.onPick}
              onOpen={stable.onOpen}
            />
          ))}
        </div>
        {places.total === 0 && <p className={css.empty}>{t(`none.${rows.filter.show}`)}</p>}
      </div>
      <ReviewDetail kind={kind} row={rows.rowAt(at.row)} field={fields[at.column] ?? ""} names={names} />
    </div>
  );
}

type Latest = {
  at: Place;
  draft: string | null;
  close: (text: string | null) => void;
  go: (to: Place) => void;
  open: (text: string | null) => void;
  toError: (direction: 1 | -1) => Promise<void>;
  choose: (filter: Filter) => Promise<void>;
  takeBack: () => void;
};

/** Handlers that stay the same while somebody scrolls: what is drawn with them is drawn anew only when it has changed itself. */
const useStable = (latest: Latest) => {
  const now = useRef(latest);
  now.current = latest;
  const [handlers] = useState(() => ({
    onPick: (row: number, column: number): void => {
      const { at, draft, close, go } = now.current;
      if (draft !== null && at.row === row && at.column === column) return;
      close(draft);
      go({ row, column });
    },
    onOpen: (): void => now.current.open(null),
    onFilter: (filter: Filter): void => void now.current.choose(filter),
    onError: (direction: 1 | -1): void => void now.current.toError(direction),
    onUndo: (): void => now.current.takeBack(),
  }));
  return handlers;
};
