"use client";

import { useLocale, useTranslations } from "next-intl";
import { useCallback, useRef, useState } from "react";
import { NETWORK, type Refusal, type ServerAction } from "@/components/ui/outcome";
import { attempt } from "@/components/ui/use-action";
import { formatCode } from "@/lib/i18n/format";
import type { ReviewRows } from "./review-rows";
import type { Edited } from "./row-editor";

export type Undone = Edited & { position: number; rowNo: number; fields: readonly string[] };
export type ReviewWrites = {
  readonly edit: ServerAction<Edited>;
  readonly undo: ServerAction<Undone | null>;
};

type Cell = { readonly index: number; readonly field: string };
type Options = {
  readonly batchId: string;
  readonly rows: ReviewRows;
  readonly writes: ReviewWrites | null;
  /** Goes to a cell that somebody may not have in sight. */
  readonly onShow: (cell: Cell) => void;
};

/**
 * Saves cells and takes corrections back, one after the other in the order in which they were asked for: whoever types on
 * does not wait for the server, and a second edit of a row is not refused because of the first.
 */
export const useReviewEdits = ({ batchId, rows, writes, onShow }: Options) => {
  const t = useTranslations("import.grid");
  const locale = useLocale();
  const queue = useRef<Promise<void>>(Promise.resolve());
  /** What the server has of the cells whose edits wait, as far as is known here. */
  const stored = useRef(new Map<string, string>());
  const waits = useRef(0);
  const [isSaving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [said, setSaid] = useState("");
  const inTurn = useCallback((work: () => Promise<void>): void => {
    waits.current += 1;
    setSaving(true);
    queue.current = queue.current
      .then(work)
      .catch(() => setRefusal(NETWORK))
      .finally(() => {
        waits.current -= 1;
        if (waits.current > 0) return;
        stored.current.clear();
        setSaving(false);
      });
  }, []);
  const tell = useCallback(
    ({ status, rowNo }: { status: string; rowNo: number }): void =>
      setSaid(t(status === "QUARANTINED" ? "stillWrong" : "fixed", { row: formatCode(locale, rowNo) })),
    [t, locale],
  );
  const save = useCallback(
    ({ index, field }: Cell, text: string): void => {
      if (writes === null) return;
      const cell = `${index}:${field}`;
      const show = (shown: string): void =>
        rows.put(index, ({ raw }) => ({ raw: { ...raw, [field]: shown } }));
      // Of an edit before this one that still waits the text is shown, but not stored.
      if (!stored.current.has(cell)) stored.current.set(cell, rows.rowAt(index)?.raw[field] ?? "");
      show(text);
      inTurn(async () => {
        const row = await rows.load(index);
        if (row === null) return;
        const input = { rowId: row.id, version: row.version, cells: { [field]: text } };
        const outcome = await attempt(writes.edit, input);
        setRefusal(outcome.ok ? null : outcome);
        if (outcome.ok) {
          const { status, version, issues } = outcome.value;
          rows.put(index, () => ({ status, version, issues: [...issues] }));
          tell({ status, rowNo: row.rowNo });
          stored.current.set(cell, text);
        } else show(stored.current.get(cell) ?? "");
        await rows.refresh(index);
      });
    },
    [writes, rows, inTurn, tell],
  );
  const takeBack = useCallback((): void => {
    if (writes === null) return;
    inTurn(async () => {
      const outcome = await attempt(writes.undo, { batchId });
      setRefusal(outcome.ok ? null : outcome);
      if (!outcome.ok) return;
      if (outcome.value === null) return setSaid(t("nothingToUndo"));
      const { position, rowNo, fields } = outcome.value;
      if (rows.now.current.places.indexOf(position) === null) await rows.choose({ show: "all", code: null });
      const index = rows.now.current.places.indexOf(position) ?? 0;
      await rows.refresh(index);
      setSaid(t("undone", { row: formatCode(locale, rowNo) }));
      onShow({ index, field: fields[0] ?? "" });
    });
  }, [writes, batchId, rows, inTurn, t, locale, onShow]);
  return { save, takeBack, refusal, said, setSaid, isSaving };
};
