import { useLocale, useTranslations } from "next-intl";
import { ActionButton } from "@/components/ui/action-button";
import type { ServerAction } from "@/components/ui/outcome";
import { formatCode } from "@/lib/i18n/format";
import type { Retried } from "@/lib/intake/retry/commands";
import type { RowSheet } from "@/lib/intake/review/queries";
import { CreateManager } from "./create-manager";
import type { ManagerDraft } from "./create-manager-dialog";
import { RetryRow } from "./retry-row";
import { type Edited, RowEditor } from "./row-editor";
import css from "./row-table.module.css";

type Props = {
  kind: string;
  row: RowSheet;
  /** Fields of the kind in the order of the files. */
  fields: readonly string[];
  edit: ServerAction<Edited>;
  reject: ServerAction<unknown>;
  /** Checks the row again as it is; left out where the whole batch is checked. */
  retry?: ServerAction<Retried>;
  /** For rows whose manager nobody knows; null for those who may not create one. */
  manager: { create: ServerAction<unknown>; centers: ManagerDraft["centers"] } | null;
};

/** Fix or reject, for a row that still waits in quarantine. */
export function QuarantineActions({ kind, row, fields, edit, reject, retry, manager }: Props) {
  const t = useTranslations("import");
  const locale = useLocale();
  if (row.status !== "QUARANTINED") return null;
  const title = t("row.of", { row: formatCode(locale, row.rowNo), file: row.filename });
  const columnOf = (field: string) => row.issues.find((issue) => issue.field === field)?.column ?? null;
  return (
    <span className={css.buttons}>
      {manager && row.issues.some((issue) => issue.code === "MANAGER_UNKNOWN") && (
        <CreateManager
          draft={{
            id: row.raw.managerId ?? "",
            name: row.raw.managerName ?? "",
            centers: manager.centers,
          }}
          create={manager.create}
          recheck={edit}
          row={{ rowId: row.id, version: row.version }}
        />
      )}
      <RowEditor
        row={{
          kind,
          id: row.id,
          version: row.version,
          raw: row.raw,
          fields: fields
            .filter((field) => row.raw[field] !== undefined)
            .map((field) => ({ field, column: columnOf(field) })),
          issues: row.issues,
          title,
        }}
        action={edit}
      />
      {retry && <RetryRow id={row.id} retry={retry} />}
      <ActionButton
        size="small"
        color="error"
        action={reject}
        input={{ rowId: row.id, version: row.version }}
        done={t("edit.rejectDone")}
        confirm={{
          title: t("edit.rejectTitle"),
          text: t("edit.rejectText"),
          confirm: t("edit.reject"),
          dangerous: true,
        }}
      >
        {t("edit.reject")}
      </ActionButton>
    </span>
  );
}
