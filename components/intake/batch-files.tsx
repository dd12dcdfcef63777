import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RefusalText } from "@/components/ui/action-error";
import { LtrText } from "@/components/ui/ltr-text";
import { StatusChip } from "@/components/ui/status-chip";
import { Bytes, DateTime, Num } from "@/components/ui/values";
import css from "./batch-files.module.css";
import { ColumnMap, type LayoutView } from "./column-map";

export type FileView = {
  id: string;
  filename: string;
  size: number;
  sha256: string;
  status: string;
  errorCode: string | null;
  errorDetails: Readonly<Record<string, unknown>> | null;
  rowCount: number | null;
  addedAt: Date | string;
  layout: LayoutView | null;
  /** An earlier batch with the same bytes: told, never an error. */
  known: { batchId: string; number: number; at: Date | string } | null;
};

type Props = {
  kind: string;
  files: readonly FileView[];
  /** The remove button of a file, where the state allows it. */
  removeButton: (file: FileView) => ReactNode;
  /** Choosing another sheet or heading row, where the state allows it. */
  layoutChoice: (file: FileView) => ReactNode;
  /** Choosing the fields of its columns by hand, where the state allows it. */
  columnChoice: (file: FileView) => ReactNode;
  /** What was chosen for such a file before, where that decided. */
  rememberedNote: (file: FileView) => ReactNode;
  /** The file back with what is wrong in it, where somebody may correct it. */
  problemLink: (file: FileView) => ReactNode;
  /** A sentence with a link about the earlier batch. */
  knownNote: (known: NonNullable<FileView["known"]>) => ReactNode;
};

/** The files of a batch: what was found in each, or what is wrong with it and what to do. */
export function BatchFiles({ kind, files, knownNote, ...of }: Props) {
  const t = useTranslations("import.file");
  return (
    <ul className={css.files}>
      {files.map((file) => (
        <li key={file.id} className={css.file}>
          <div className={css.head}>
            <bdi className={css.name}>{file.filename}</bdi>
            <StatusChip status={file.status} />
            <span className={css.facts}>
              <Bytes value={file.size} />
              {file.rowCount !== null && (
                <span>
                  <Num value={file.rowCount} /> {t("rows")}
                </span>
              )}
              <DateTime at={file.addedAt} />
              <LtrText value={file.sha256} shown={file.sha256.slice(0, 10)} />
            </span>
            {of.problemLink(file)}
            {of.removeButton(file)}
          </div>
          {file.errorCode && (
            <div className={css.error}>
              <RefusalText
                refusal={{ ok: false, reason: file.errorCode, details: file.errorDetails ?? {} }}
              />
            </div>
          )}
          {file.known && <p className={css.known}>{knownNote(file.known)}</p>}
          {of.rememberedNote(file)}
          {file.layout && file.layout.headerRow > 0 && (
            <ColumnMap kind={kind} layout={file.layout} choice={of.columnChoice(file)} />
          )}
          {of.layoutChoice(file)}
        </li>
      ))}
    </ul>
  );
}
