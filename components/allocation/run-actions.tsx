import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/ui/action-button";
import { ButtonLink } from "@/components/ui/button-link";
import type { ServerAction } from "@/components/ui/outcome";
import type { RunKind } from "@/lib/allocation/schema";
import type { RunStep } from "@/lib/allocation/steps";
import { PublishRun } from "./publish-run";

export type RunFacts = {
  readonly id: string;
  readonly kind: RunKind;
  readonly version: number;
  readonly steps: readonly RunStep[];
  readonly placed: number;
  readonly needsNewMentor: number;
  readonly publishedPlaced: number;
  /** Rows of it in a finished ImportToSabt file. */
  readonly exported: number;
};

export type RunServerActions = Record<"publish" | "discard" | "cancel" | "revert", ServerAction<unknown>>;

type Props = {
  run: RunFacts;
  /** Numbers a publish will issue. */
  numbers: { girls: number; boys: number };
  actions: RunServerActions;
  /** For those who may plan again. */
  replan: ServerAction<{ runId: string }> | null;
  exportHref: string | null;
};

/** The buttons of a run's header, the main one last. What the state does not allow is not offered. */
export function RunActions({ run, numbers, actions, replan, exportHref }: Props) {
  const t = useTranslations("runs.actions");
  // Only this goes to the browser: the page hands over the whole run, with what other centres' mentors are told by.
  const { id, version, placed, needsNewMentor } = run;
  const can = (step: RunStep) => run.steps.includes(step);
  const tDrain = useTranslations("drain.run");
  const drainWords = {
    title: tDrain("publishTitle"),
    text: tDrain("publishText", { placed: run.placed, stay: run.needsNewMentor }),
  };
  const input = { runId: run.id, version: run.version };
  const words = (key: "discard" | "cancel") => ({
    title: t(`${key}.title`),
    text: t(`${key}.text`),
    confirm: t(`${key}.confirm`),
    dangerous: true,
  });
  return (
    <>
      {can("discard") && (
        <ActionButton action={actions.discard} input={input} confirm={words("discard")}>
          {t("discard.button")}
        </ActionButton>
      )}
      {can("revert") && <RevertButton run={run} action={actions.revert} />}
      {can("cancel") && (
        <ActionButton
          action={actions.cancel}
          input={{ runId: run.id }}
          variant="outlined"
          color="error"
          confirm={words("cancel")}
        >
          {t("cancel.button")}
        </ActionButton>
      )}
      {exportHref && (
        <ButtonLink href={exportHref} variant="contained" icon="export">
          {t("export")}
        </ButtonLink>
      )}
      {can("resume") && (
        <ActionButton action={actions.publish} input={input} variant="contained" icon="refresh">
          {t("resume.button")}
        </ActionButton>
      )}
      {can("publish") && (
        <PublishRun
          run={{ id, version, placed, needsNewMentor }}
          numbers={numbers}
          publish={actions.publish}
          replan={replan}
          {...(run.kind === "DRAIN" ? { words: drainWords } : {})}
        />
      )}
    </>
  );
}

function RevertButton({ run, action }: { run: RunFacts; action: ServerAction<unknown> }) {
  const t = useTranslations("runs.actions.revert");
  const tDrain = useTranslations("drain.run");
  const exported = run.exported > 0;
  const text = (
    <>
      <p>
        {run.kind === "DRAIN"
          ? tDrain("revertText", { placed: run.publishedPlaced })
          : t("text", { placed: run.publishedPlaced })}
      </p>
      <p>{t("kept")}</p>
      {exported && <p>{t("exported", { count: run.exported })}</p>}
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
