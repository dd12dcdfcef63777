import Link from "next/link";
import { getLocale, getTranslations } from "next-intl/server";
import { AddFiles } from "@/components/intake/add-files";
import { BatchFiles, type FileView } from "@/components/intake/batch-files";
import { ColumnChoice } from "@/components/intake/column-choice";
import type { LayoutView } from "@/components/intake/column-map";
import { LayoutChoice } from "@/components/intake/layout-choice";
import { ActionButton } from "@/components/ui/action-button";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { KeepFocus } from "@/components/ui/keep-focus";
import { Panel } from "@/components/ui/page";
import { DateTime } from "@/components/ui/values";
import { formatCode } from "@/lib/i18n/format";
import { checkBatchAction, chooseLayoutAction, removeFileAction } from "@/lib/intake/actions";
import { allows } from "@/lib/intake/batch/state";
import { chooseColumnsAction } from "@/lib/intake/mapping/actions";
import { columnsIn } from "@/lib/intake/mapping/letters";
import type { BatchSheet } from "@/lib/intake/review/queries";
import { toLayout } from "./layout-view";
import { RememberedNote } from "./remembered-note";

type Props = { batch: BatchSheet; mayWrite: boolean; mayCorrect: boolean; staffId: string | null };

/** The files of a batch, with what may still be done to them. */
export async function FilesPanel({ batch, mayWrite, mayCorrect, staffId }: Props) {
  const [t, tProblems, locale] = await Promise.all([
    getTranslations("import.file"),
    getTranslations("import.problems"),
    getLocale(),
  ]);
  const open = mayWrite && allows(batch.status, "files");
  const ids = { batchId: batch.id, version: batch.version };
  const files: FileView[] = batch.files.map((file) => ({
    ...file,
    errorDetails: file.errorDetails as Readonly<Record<string, unknown>> | null,
    layout: toLayout(file.layout),
  }));
  const removeButton = (file: FileView) =>
    open && (
      <ActionButton
        size="small"
        color="error"
        icon="trash"
        action={removeFileAction}
        input={{ batchId: batch.id, fileId: file.id }}
        done={t("removeDone")}
        confirm={{
          title: t("removeTitle"),
          text: t.rich("removeText", { name: () => <bdi>{file.filename}</bdi> }),
          confirm: t("remove"),
          dangerous: true,
        }}
      >
        {t("remove")}
      </ActionButton>
    );
  const layoutChoice = ({ id, layout }: FileView) =>
    open &&
    layout?.sheets && (
      <LayoutChoice
        batchId={batch.id}
        fileId={id}
        sheets={layout.sheets}
        sheet={layout.sheet}
        headerRow={layout.headerRow}
        open={layout.headerRow === 0}
        action={chooseLayoutAction}
      />
    );
  const columnChoice = ({ id, layout }: FileView) =>
    open &&
    layout && (
      <ColumnChoice
        key={columnsKey(layout)}
        {...ids}
        fileId={id}
        kind={batch.kind}
        columns={columnsIn(layout)}
        action={chooseColumnsAction}
      />
    );
  const rememberedNote = ({ id, layout }: FileView) =>
    layout?.remembered && (
      <RememberedNote remembered={layout.remembered} {...ids} fileId={id} open={open} staffId={staffId} />
    );
  const problemLink = ({ id, status }: FileView) =>
    mayCorrect &&
    status === "VALID" &&
    batch.quarantinedRows > 0 && (
      <ButtonLink
        size="small"
        icon="file"
        download
        href={`/api/v1/imports/${batch.id}/files/${id}/problems?lang=${locale}`}
        title={tProblems("hint")}
      >
        {tProblems("download")}
      </ButtonLink>
    );
  const knownNote = (known: NonNullable<FileView["known"]>) =>
    t.rich("known", {
      number: formatCode(locale, known.number),
      when: () => <DateTime at={known.at} />,
      link: (chunks) => <Link href={`/imports/${known.batchId}`}>{chunks}</Link>,
    });
  return (
    <Panel title={t("title")} id="files">
      <KeepFocus label={t("list")}>
        {files.length > 0 ? (
          <BatchFiles
            kind={batch.kind}
            files={files}
            removeButton={removeButton}
            layoutChoice={layoutChoice}
            columnChoice={columnChoice}
            rememberedNote={rememberedNote}
            problemLink={problemLink}
            knownNote={knownNote}
          />
        ) : (
          !open && <EmptyState icon="file" title={t("none")} />
        )}
        {open && <AddFiles batchId={batch.id} first={files.length === 0} check={checkBatchAction} />}
      </KeepFocus>
    </Panel>
  );
}

/** Another reading of the file is another form: what was not sent in the old one is gone. */
const columnsKey = (layout: LayoutView): string =>
  JSON.stringify(columnsIn(layout).map(({ column, header, field }) => [column, header, field]));
