import { useTranslations } from "next-intl";
import { Notice } from "@/components/allocation/notice";
import { ActionButton } from "@/components/ui/action-button";
import type { ServerAction } from "@/components/ui/outcome";
import css from "./apply-panel.module.css";

type Props = {
  batchId: string;
  /** As people read it. */
  number: string;
  version: number;
  counts: { reversed: number; kept: number };
  action: ServerAction<unknown>;
};

/** Takes the batch back, after the word has been typed. */
export function UndoPanel({ batchId, number, version, counts, action }: Props) {
  const t = useTranslations("import.undo");
  return (
    <div className={css.panel}>
      <Notice tone={counts.kept > 0 ? "warn" : "info"}>{t("what", counts)}</Notice>
      <div className={css.buttons}>
        <ActionButton
          variant="contained"
          color="error"
          icon="refresh"
          disabled={counts.reversed === 0}
          action={action}
          input={{ batchId, version }}
          href={`/imports/${batchId}`}
          done={t("started")}
          confirm={{
            title: t("confirmTitle", { number }),
            text: t("confirmText", counts),
            confirm: t("confirm"),
            typed: t("word"),
            dangerous: true,
          }}
        >
          {t("confirm")}
        </ActionButton>
      </div>
    </div>
  );
}
