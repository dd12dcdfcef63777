"use client";

import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/ui/action-button";
import { useBulk, useSeen } from "@/components/ui/bulk-bar";
import { discardRunsAction } from "@/lib/allocation/discard/actions";

/** Versions of the runs of this page, by id. */
type Props = { versions: Readonly<Record<string, number>> };

/** Button of a `BulkBar` of runs: throws the chosen plans of this page away as they are now, after asking. */
export function DiscardChosen({ versions }: Props) {
  const t = useTranslations("runs.discardChosen");
  const { finish } = useBulk();
  const { rows, hint } = useSeen(versions);
  return (
    <>
      <ActionButton
        size="small"
        variant="outlined"
        action={discardRunsAction}
        input={{ runs: rows.map(({ id, version }) => ({ runId: id, version })) }}
        disabled={rows.length === 0}
        onOk={finish}
        confirm={{ title: t("title"), text: t("text"), confirm: t("confirm"), dangerous: true }}
      >
        {t("button")}
      </ActionButton>
      {hint && <span className="tk-muted">{hint}</span>}
    </>
  );
}
