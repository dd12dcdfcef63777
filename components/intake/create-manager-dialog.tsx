"use client";

import DialogContentText from "@mui/material/DialogContentText";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormChips, FormText } from "@/components/ui/form-fields";
import type { ServerAction } from "@/components/ui/outcome";
import { useToast } from "@/components/ui/toasts";
import { newManagerSchema } from "@/lib/mentor/manager/schema";
import { cleanCode } from "@/lib/shared/text";

export type ManagerDraft = {
  /** As the file names them: digits of a code, a name, either may be empty. */
  id: string;
  name: string;
  centers: readonly { code: number; name: string }[];
};

export type ManagerDialogProps = {
  draft: ManagerDraft;
  create: ServerAction<unknown>;
  /** Sends the row through the check again, now that its manager is known. */
  recheck: ServerAction<unknown>;
  row: { rowId: string; version: number };
};

type Props = ManagerDialogProps & { onClose: () => void };
type Input = { id: string; name: string; centers: number[] };

/** Code, name and centres of a manager; created, the row goes through the check again. */
export default function CreateManagerDialog({ draft, create, recheck, row, onClose }: Props) {
  const t = useTranslations("import.manager");
  const toast = useToast();
  // Where only the check has failed, trying again checks: the manager is there.
  const made = useRef(false);
  const createAndRecheck: ServerAction<unknown> = async (input) => {
    if (!made.current) {
      const outcome = await create(input);
      if (!outcome.ok) return outcome;
      made.current = true;
    }
    return recheck({ ...row, cells: {} });
  };
  return (
    <FormDialog<Input>
      title={t("title")}
      submit={t("create")}
      schema={newManagerSchema as never}
      defaultValues={{ id: cleanCode(draft.id).text, name: draft.name, centers: [] }}
      action={createAndRecheck}
      onClose={onClose}
      onOk={() => toast("ok", t("done"))}
    >
      {(control) => (
        <>
          <DialogContentText>{t("text")}</DialogContentText>
          <FormText control={control} name="id" label={t("id")} type="number" />
          <FormText control={control} name="name" label={t("name")} />
          <FormChips
            control={control}
            name="centers"
            label={t("centers")}
            choices={draft.centers.map(({ code, name }) => ({ value: code, label: name }))}
          />
        </>
      )}
    </FormDialog>
  );
}
