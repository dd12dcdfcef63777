"use client";

import Button from "@mui/material/Button";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useLocale, useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import type { Refusal, ServerAction } from "@/components/ui/outcome";
import { formatCode } from "@/lib/i18n/format";
import type { RowSheet } from "@/lib/intake/review/queries";
import { useFieldName } from "./field-name";
import css from "./review-grid.module.css";
import { type ReadRows, type RowPage, type Show, useReviewRows } from "./review-rows";
import type { Edited } from "./row-editor";

type Props = {
  batchId: string;
  kind: string;
  fields: readonly string[];
  start: RowPage & { show: Show };
  read: ReadRows;
  /** null where the state or the centres of the batch allow no edits. */
  edit: ServerAction<Edited> | null;
};

type Place = { row: number; column: number };
type Done = { index: number; field: string; before: string };

const ROW_PX = 40;
const SEARCH_MAX = 200_000;

const isWrong = (row: RowSheet, field: string): boolean =>
  row.issues.some((issue) => issue.severity === "quarantine" && issue.field === field);

/** A sheet of rows: F2 or Enter edits, Tab goes on editing, Esc leaves, Ctrl+Z takes the last edit back, Alt+↓ finds the next error. */
export function ReviewGrid({ batchId, kind, fields, start, read, edit }: Props) {
  const t = useTranslations("import.grid");
  const locale = useLocale();
  const fieldName = useFieldName(kind);
  const { loaded, now, load, choose, replace } = useReviewRows(batchId, start, read);
  const [at, setAt] = useState<Place>({ row: 0, column: 0 });
  const [draft, setDraft] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [said, setSaid] = useState("");
  const undone = useRef<Done[]>([]);
  const wants = useRef(false);
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: loaded.total,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  const items = rows.getVirtualItems();
  useEffect(() => {
    for (const { index } of items) if (!now.current.rows.has(index)) void load(index);
  }, [items, load, now]);
  useEffect(() => {
    if (!wants.current) return;
    const cell = box.current?.querySelector<HTMLElement>(`[data-at="${at.row}:${at.column}"]`);
    if (!cell) return;
    wants.current = false;
    if (draft === null) cell.focus();
  });
  const go = (to: Place): void => {
    const row = Math.min(Math.max(to.row, 0), Math.max(loaded.total - 1, 0));
    const column = Math.min(Math.max(to.column, 0), fields.length - 1);
    wants.current = true;
    setAt({ row, column });
    rows.scrollToIndex(row);
  };
  const save = async (done: Done, text: string): Promise<boolean> => {
    const row = now.current.rows.get(done.index);
    if (!edit || !row) return false;
    const outcome = await edit({ rowId: row.id, version: row.version, cells: { [done.field]: text } });
    setRefusal(outcome.ok ? null : outcome);
    if (!outcome.ok) return false;
    const { status, version, issues } = outcome.value;
    const whole = { ...row, status, version, issues: [...issues], raw: { ...row.raw, [done.field]: text } };
    replace(done.index, whole as RowSheet);
    setSaid(t(status === "QUARANTINED" ? "stillWrong" : "fixed", { row: formatCode(locale, row.rowNo) }));
    return true;
  };
  const commit = async (next: Place): Promise<void> => {
    const field = fields[at.column] ?? "";
    const before = loaded.rows.get(at.row)?.raw[field] ?? "";
    const text = draft ?? before;
    const done = { index: at.row, field, before };
    setDraft(null);
    go(next);
    if (text !== before && (await save(done, text))) undone.current.push(done);
  };
  const takeBack = async (): Promise<void> => {
    const last = undone.current.pop();
    if (last === undefined) return;
    go({ row: last.index, column: fields.indexOf(last.field) });
    await save(last, last.before);
  };
  const toNextError = async (): Promise<void> => {
    for (let index = at.row; index < Math.min(now.current.total, at.row + SEARCH_MAX); index += 1) {
      if (!now.current.rows.has(index)) await load(index);
      const row = now.current.rows.get(index);
      const after = index === at.row ? at.column + 1 : 0;
      const column = row ? fields.findIndex((field, i) => i >= after && isWrong(row, field)) : -1;
      if (column >= 0) return go({ row: index, column });
    }
    setSaid(t("noMore"));
  };
  const open = (): void => {
    if (edit) setDraft(loaded.rows.get(at.row)?.raw[fields[at.column] ?? ""] ?? "");
  };
  const onKey = (event: KeyboardEvent): void => {
    const editing = draft !== null;
    const step = keyStep(event, { editing, rtl: locale === "fa" });
    if (step === null) return;
    event.preventDefault();
    if (step === "next-error") void toNextError();
    else if (step === "undo") void takeBack();
    else if (step === "edit") open();
    else if (step === "leave") {
      setDraft(null);
      go(at);
    } else {
      const to = { row: at.row + step.row, column: at.column + step.column };
      if (editing) void commit(to);
      else go(to);
    }
  };
  return (
    <div className={css.sheet}>
      <div className={css.bar}>
        <label>
          <input
            type="checkbox"
            checked={loaded.show === "quarantined"}
            onChange={(event) => {
              setAt({ row: 0, column: 0 });
              undone.current = [];
              void choose(event.target.checked ? "quarantined" : "all");
            }}
          />{" "}
          {t("onlyErrors")}
        </label>
        <Button size="small" onClick={() => void toNextError()}>
          {t("nextError")} <kbd>Alt+↓</kbd>
        </Button>
        <span className="tk-muted">{t("count", { count: loaded.total })}</span>
        <span className="tk-muted">{edit ? t("keys") : t("readOnly")}</span>
      </div>
      <ActionError refusal={refusal} />
      <p className="tk-hidden" aria-live="polite">
        {said}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a table cannot hold rows that come and go with the scrolling */}
      <div
        ref={box}
        role="grid"
        tabIndex={-1}
        aria-label={t("label")}
        aria-rowcount={loaded.total + 1}
        aria-colcount={fields.length + 1}
        className={css.box}
        onKeyDown={onKey}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: only cells take the focus */}
        <div role="row" aria-rowindex={1} className={css.head}>
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
          <span role="columnheader">{t("row")}</span>
          {fields.map((field) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            <span role="columnheader" key={field}>
              {fieldName(field)}
            </span>
          ))}
        </div>
        <div role="presentation" className={css.body} style={{ blockSize: rows.getTotalSize() }}>
          {items.map((item) => (
            <GridRow
              key={item.key}
              index={item.index}
              top={item.start}
              row={loaded.rows.get(item.index) ?? null}
              fields={fields}
              active={item.index === at.row ? at.column : null}
              draft={item.index === at.row ? draft : null}
              onDraft={setDraft}
              onPick={(column) => {
                if (draft !== null && (item.index !== at.row || column !== at.column))
                  void commit({ row: item.index, column });
                else go({ row: item.index, column });
              }}
              onOpen={open}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

type Step = Place | "edit" | "leave" | "undo" | "next-error";

/** What a key means; null = the browser's own. Arrows move the caret while a cell is edited, Tab moves on only then. */
const keyStep = (event: KeyboardEvent, { editing, rtl }: { editing: boolean; rtl: boolean }): Step | null => {
  const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (altKey) return key === "ArrowDown" ? "next-error" : null;
  if (editing) {
    if (key === "Enter") return { row: 1, column: 0 };
    if (key === "Tab") return { row: 0, column: shiftKey ? -1 : 1 };
    return key === "Escape" ? "leave" : null;
  }
  if (ctrlKey || metaKey) return key.toLowerCase() === "z" ? "undo" : null;
  if (key === "Enter" || key === "F2") return "edit";
  const forward = rtl ? "ArrowLeft" : "ArrowRight";
  if (key === "ArrowLeft" || key === "ArrowRight") return { row: 0, column: key === forward ? 1 : -1 };
  if (key === "ArrowDown" || key === "ArrowUp") return { row: key === "ArrowDown" ? 1 : -1, column: 0 };
  if (key === "PageDown" || key === "PageUp") return { row: key === "PageDown" ? 10 : -10, column: 0 };
  return null;
};

type RowProps = {
  index: number;
  top: number;
  row: RowSheet | null;
  fields: readonly string[];
  active: number | null;
  draft: string | null;
  onDraft: (text: string) => void;
  onPick: (column: number) => void;
  onOpen: () => void;
};

function GridRow({ index, top, row, fields, active, draft, onDraft, onPick, onOpen }: RowProps) {
  const t = useTranslations("import.grid");
  const tIssue = useTranslations("issues");
  const locale = useLocale();
  const words = (field: string): string =>
    (row?.issues ?? [])
      .filter((issue) => issue.field === field && issue.severity !== "repair")
      .map(({ code }) => (tIssue.has(code as never) ? tIssue(code as never) : code))
      .join("\n");
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above
    // biome-ignore lint/a11y/useFocusableInteractive: only cells take the focus
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`${css.row} ${row && row.status !== "QUARANTINED" ? css.good : ""}`}
      style={{ transform: `translateY(${top}px)` }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
      <span role="rowheader" className={css.no}>
        {row ? formatCode(locale, row.rowNo) : "…"}
      </span>
      {fields.map((field, column) => {
        const wrong = row !== null && isWrong(row, field);
        const hint = row ? words(field) : "";
        const editing = active === column && draft !== null;
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the grid's
          <span
            role="gridcell"
            key={field}
            data-at={`${index}:${column}`}
            tabIndex={active === column && !editing ? 0 : -1}
            aria-invalid={wrong || undefined}
            title={hint || undefined}
            className={`${css.cell} ${wrong ? css.wrong : ""}`}
            onClick={() => onPick(column)}
            onDoubleClick={onOpen}
          >
            {editing ? (
              <input
                // biome-ignore lint/a11y/noAutofocus: the cell somebody has just opened
                autoFocus
                value={draft}
                dir="auto"
                aria-label={t("cell")}
                onChange={(event) => onDraft(event.target.value)}
              />
            ) : (
              <bdi>{row?.raw[field] || "—"}</bdi>
            )}
            {hint && <span className="tk-hidden"> {hint}</span>}
          </span>
        );
      })}
    </div>
  );
}
