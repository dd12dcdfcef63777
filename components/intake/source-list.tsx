import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { ActionButton } from "@/components/ui/action-button";
import type { ServerAction } from "@/components/ui/outcome";
import { DateTime } from "@/components/ui/values";
import { formatCode } from "@/lib/i18n/format";
import { useFieldName } from "./field-name";
import css from "./source-list.module.css";

type FieldSource =
  | { field: string; kind: "file"; batchId: string; number: number; at: Date | null }
  | { field: string; kind: "person"; by: string; at: Date };

type Props = {
  /** Kind of file whose field names these are. */
  kind: "students" | "mentors";
  sources: readonly FieldSource[];
  /** Whether batches may be opened. */
  linked: boolean;
  /** Gives up a person's word on a field. */
  release?: { action: ServerAction<unknown>; input: Readonly<Record<string, unknown>> };
};

/** Which file or person each field comes from; what a person corrected survives files until it is released. */
export function SourceList({ kind, sources, linked, release }: Props) {
  const t = useTranslations("import.source");
  const locale = useLocale();
  const fieldName = useFieldName(kind);
  if (sources.length === 0) return <p className="tk-muted">{t("none")}</p>;
  return (
    <ul className={css.list}>
      {sources.map((source) => (
        <li key={source.field}>
          <span>
            <strong>{source.field === "*" ? t("rest") : fieldName(source.field)}</strong>{" "}
            {source.kind === "person" ? (
              <span>{t.rich("person", { by: () => <bdi>{source.by}</bdi> })}</span>
            ) : linked ? (
              <Link href={`/imports/${source.batchId}`}>
                {t("batch", { number: formatCode(locale, source.number) })}
              </Link>
            ) : (
              t("batch", { number: formatCode(locale, source.number) })
            )}{" "}
            <span className="tk-muted">{source.at && <DateTime at={source.at} />}</span>
          </span>
          {source.kind === "person" && release && (
            <ActionButton
              size="small"
              action={release.action}
              input={{ ...release.input, field: source.field }}
              done={t("released")}
              confirm={{
                title: t("releaseTitle", { field: fieldName(source.field) }),
                text: t("releaseText"),
                confirm: t("release"),
              }}
            >
              {t("release")}
            </ActionButton>
          )}
        </li>
      ))}
    </ul>
  );
}
