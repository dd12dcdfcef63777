"use client";

import Button from "@mui/material/Button";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icons";
import type { ServerAction } from "@/components/ui/outcome";
import { usePanel } from "@/components/ui/use-panel";
import type { IssueView } from "./issue-list";

/** Fetched when a row is opened: the list itself only needs the button. */
const RowEditorDialog = dynamic(() => import("./row-editor-dialog"), { ssr: false });

export type EditableRow = {
  kind: string;
  id: string;
  version: number;
  /** The cells as they stand in the file, by field. */
  raw: Readonly<Record<string, string>>;
  /** Fields in the order of the file's columns, with the Excel column letter. */
  fields: readonly { field: string; column: string | null }[];
  issues: readonly IssueView[];
  /** «ردیف ۱۲ از students.xlsx» */
  title: string;
};

/** The row after the edit, as the same validation left it. */
export type Edited = { status: string; version: number; issues: readonly IssueView[] };

export type RowEditorProps = { row: EditableRow; action: ServerAction<Edited> };

/** Opens the cells of a quarantined row; saving sends them through the same validation and shows what is still wrong. */
export function RowEditor({ row, action }: RowEditorProps) {
  const t = useTranslations("import.edit");
  const { isOpen, open, close } = usePanel("edit", row.id);
  return (
    <>
      <Button size="small" variant="outlined" startIcon={<Icon name="pencil" size={16} />} onClick={open}>
        {t("open")}
      </Button>
      {isOpen && <RowEditorDialog row={row} action={action} onClose={close} />}
    </>
  );
}
