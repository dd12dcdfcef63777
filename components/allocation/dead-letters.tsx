import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { ActionButton } from "@/components/ui/action-button";
import { type Column, DataTable } from "@/components/ui/data-table";
import type { ServerAction } from "@/components/ui/outcome";
import { Chip } from "@/components/ui/status-chip";
import { DateTime } from "@/components/ui/values";
import { refusalValues } from "@/lib/i18n/refusal";

export type DeadLetterRow = {
  readonly id: string;
  readonly studentId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly code: string;
  readonly at: Date;
  readonly replayedAt: Date | null;
};

type Props = {
  letters: readonly DeadLetterRow[];
  /** Absent for those who may only look. */
  replay: ServerAction<unknown> | null;
};

/** Students whose row the database refused: the rest was published, each of these can be tried again. */
export function DeadLetters({ letters, replay }: Props) {
  const t = useTranslations("runs.dead");
  const tRuns = useTranslations("runs");
  const columns: Column<DeadLetterRow>[] = [
    {
      key: "student",
      header: tRuns("student"),
      primary: true,
      cell: (l) => (
        <Link href={`/students/${l.studentId}`}>
          {tRuns("fullName", { first: l.firstName, last: l.lastName })}
        </Link>
      ),
    },
    { key: "why", header: t("why"), cell: (l) => <Reason code={l.code} /> },
    { key: "at", header: t("at"), cell: (l) => <DateTime at={l.at} /> },
    {
      key: "replay",
      header: "",
      cell: (l) =>
        l.replayedAt ? (
          <Chip tone="ok">{t("replayed")}</Chip>
        ) : (
          replay && (
            <ActionButton
              size="small"
              variant="outlined"
              icon="refresh"
              action={replay}
              input={{ deadLetterId: l.id }}
              done={t("done")}
            >
              {t("replay")}
            </ActionButton>
          )
        ),
    },
  ];
  return <DataTable caption={t("title")} columns={columns} rows={letters} rowKey={(letter) => letter.id} />;
}

/** Words of the refusal; the database's own states have no words and show as their code. */
function Reason({ code }: { code: string }) {
  const t = useTranslations("errors");
  const locale = useLocale();
  return t.has(code as never) ? (
    t(code as never, refusalValues(locale) as never)
  ) : (
    <bdi dir="ltr">{code}</bdi>
  );
}
