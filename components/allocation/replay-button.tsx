"use client";

import Button from "@mui/material/Button";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import { Icon } from "@/components/ui/icons";
import type { ServerAction } from "@/components/ui/outcome";
import { useAction } from "@/components/ui/use-action";
import { Notice } from "./notice";
import css from "./replay-button.module.css";

type Answer = { readonly same: boolean; readonly differs: readonly { readonly hash: "input" | "plan" }[] };
type Props = { runId: string; replay: ServerAction<Answer> };

/** Decides a stored run again and says whether the same came out. */
export function ReplayButton({ runId, replay }: Props) {
  const t = useTranslations("runs.replay");
  const [answer, setAnswer] = useState<Answer | null>(null);
  const { run, pending, refusal } = useAction(replay, { onOk: setAnswer, stay: true });
  const what = new Intl.ListFormat(useLocale()).format(answer?.differs.map(({ hash }) => t(hash)) ?? []);
  return (
    <div className={css.replay}>
      <Button
        variant="outlined"
        size="small"
        loading={pending}
        loadingPosition="start"
        startIcon={<Icon name="refresh" size={18} />}
        onClick={() => run({ runId })}
      >
        {t("button")}
      </Button>
      <div role="status">
        {answer && (
          <Notice tone={answer.same ? "ok" : "bad"}>
            {answer.same ? t("same") : t("differs", { what })}
          </Notice>
        )}
      </div>
      <ActionError refusal={refusal} />
    </div>
  );
}
