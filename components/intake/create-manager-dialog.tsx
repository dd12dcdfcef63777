"use client";

import Checkbox from "@mui/material/Checkbox";
import DialogContentText from "@mui/material/DialogContentText";
import FormControlLabel from "@mui/material/FormControlLabel";
import TextField from "@mui/material/TextField";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import { AskDialog } from "@/components/ui/ask-dialog";
import { useDigits } from "@/components/ui/digits";
import { fieldReasons, type ServerAction } from "@/components/ui/outcome";
import { useToast } from "@/components/ui/toasts";
import { useAction } from "@/components/ui/use-action";
import { cleanCode } from "@/lib/shared/text";
import css from "./create-manager.module.css";

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

/** Code, name and centres of a manager; created, the row goes through the check again. */

export default function CreateManagerDialog({
  draft,
  create,
  recheck,
  row,
  onClose,
}: ManagerDialogProps & { onClose: () => void }) {
  const t = useTranslations("import.manager");
  const tUi = useTranslations("ui");
  const toast = useToast();
  const digits = useDigits();
  const [id, setId] = useState(cleanCode(draft.id).text);
  const [name, setName] = useState(draft.name);
  const [centers, setCenters] = useState<readonly number[]>([]);
  const createAndRecheck: ServerAction<unknown> = async (input) => {
    const made = await create(input);
    return made.ok ? recheck({ ...row, cells: {} }) : made;
  };
  const { run, pending, refusal } = useAction(createAndRecheck, {
    onOk: () => {
      toast("ok", t("done"));
      onClose();
    },
  });
  const wrong = refusal ? fieldReasons(refusal) : {};
  const words = (field: string): string | undefined =>
    wrong[field] && tUi(`invalid.${wrong[field] === "taken" ? "taken" : "other"}`);
  const ready = /^\d{1,9}$/.test(id) && name.trim() !== "" && centers.length > 0;
  const submit = () => run({ id: Number(id), name, centers });
  const toggle = (code: number) =>
    setCenters(centers.includes(code) ? centers.filter((one) => one !== code) : [...centers, code]);
  return (
    <AskDialog
      title={t("title")}
      submit={t("create")}
      width="xs"
      ready={ready}
      pending={pending}
      onSubmit={submit}
      onClose={onClose}
    >
      <DialogContentText>{t("text")}</DialogContentText>
      <div className={css.fields}>
        <TextField
          label={t("id")}
          value={digits.shown(id)}
          required
          error={Boolean(words("id"))}
          helperText={words("id")}
          onChange={(event) => setId(digits.read(event.target))}
          slotProps={{ htmlInput: { inputMode: "numeric", maxLength: 9 } }}
        />
        <TextField
          label={t("name")}
          value={name}
          required
          onChange={(event) => setName(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 200 } }}
        />
        <fieldset className={css.centers}>
          <legend>{t("centers")}</legend>
          {draft.centers.map((center) => (
            <FormControlLabel
              key={center.code}
              control={
                <Checkbox checked={centers.includes(center.code)} onChange={() => toggle(center.code)} />
              }
              label={center.name}
            />
          ))}
        </fieldset>
      </div>
      <ActionError refusal={refusal} />
    </AskDialog>
  );
}
