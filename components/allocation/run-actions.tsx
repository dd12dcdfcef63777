import { useFormatter, useTranslations } from "next-intl";
import { ActionButton } from "@/components/ui/action-button";
import { ButtonLink } from "@/components/ui/button-link";
import type { ServerAction } from "@/components/ui/outcome";

/** What can be done with a run by this person now; the server decides again when it is done. */
export type RunMay = {
  readonly publish: boolean;
  readonly discard: boolean;
  readonly cancel: boolean;
  readonly resume: boolean;
  readonly revert: boolean;
  readonly replan: boolean;
};

export type RunFacts = {
  readonly id: string;
  readonly version: number;
  readonly placed: number;
  readonly needsNewMentor: number;
  readonly publishedPlaced: number;
  /** Rows of it in a finished ImportToSabt file. */
  readonly exported: number;
  /** Numbers a publish will issue, per gender. */
  readonly counters: readonly { gender: 0 | 1; needed: number }[];
};

export type RunServerActions = Record<
  "publish" | "discard" | "cancel" | "resume" | "revert",
  ServerAction<unknown>
> & { replan: ServerAction<{ runId: string }> };

type Props = { run: RunFacts; may: RunMay; actions: RunServerActions; exportHref: string | null };

/** The buttons of a run's header, the main one last. */
export function RunActions({ run, may, actions, exportHref }: Props) {
  const t = useTranslations("runs.actions");
  const input = { runId: run.id, version: run.version };
  return (
    <>
      {may.discard && (
        <ActionButton action={actions.discard} input={input} confirm={words(t, "discard")}>
          {t("discard.button")}
        </ActionButton>
      )}
      {may.revert && <RevertButton run={run} action={actions.revert} />}
      {may.cancel && (
        <ActionButton
          action={actions.cancel}
          input={input}
          variant="outlined"
          color="error"
          confirm={words(t, "cancel")}
        >
          {t("cancel.button")}
        </ActionButton>
      )}
      {exportHref && (
        <ButtonLink href={exportHref} variant="contained" icon="export">
          {t("export")}
        </ButtonLink>
      )}
      {may.resume && (
        <ActionButton action={actions.resume} input={input} variant="contained" icon="refresh">
          {t("resume.button")}
        </ActionButton>
      )}
      {may.publish && <PublishButton run={run} action={actions.publish} />}
    </>
  );
}

type Words = ReturnType<typeof useTranslations<"runs.actions">>;

const words = (t: Words, key: "discard" | "cancel") => ({
  title: t(`${key}.title`),
  text: t(`${key}.text`),
  confirm: t(`${key}.confirm`),
  dangerous: true,
});

type ButtonProps = { run: RunFacts; action: ServerAction<unknown> };

function PublishButton({ run, action }: ButtonProps) {
  const t = useTranslations("runs.actions.publish");
  const needed = (gender: 0 | 1) => run.counters.find((one) => one.gender === gender)?.needed ?? 0;
  const counts = { placed: run.placed, unplaced: run.needsNewMentor };
  const numbers = { girls: needed(0), boys: needed(1), total: needed(0) + needed(1) };
  const text = (
    <>
      <p>{t("text", counts)}</p>
      <p>{t("numbers", numbers)}</p>
      <p>{t("undo")}</p>
    </>
  );
  return (
    <ActionButton
      action={action}
      input={{ runId: run.id, version: run.version }}
      variant="contained"
      icon="check"
      confirm={{ title: t("title"), text, confirm: t("confirm") }}
    >
      {t("button")}
    </ActionButton>
  );
}

function RevertButton({ run, action }: ButtonProps) {
  const t = useTranslations("runs.actions.revert");
  const format = useFormatter();
  const exported = run.exported > 0;
  const text = (
    <>
      <p>{t("text", { placed: run.publishedPlaced })}</p>
      <p>{t("kept")}</p>
      {exported && <p>{t("exported", { count: format.number(run.exported) })}</p>}
    </>
  );
  return (
    <ActionButton
      action={action}
      input={{ runId: run.id, version: run.version, includeExported: exported }}
      variant="outlined"
      color="error"
      confirm={{
        title: t("title"),
        text,
        confirm: t("confirm"),
        dangerous: true,
        ...(exported ? { typed: t("word") } : {}),
      }}
    >
      {t("button")}
    </ActionButton>
  );
}
