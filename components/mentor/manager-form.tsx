"use client";

import Button from "@mui/material/Button";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormCheckbox, FormChips, FormText } from "@/components/ui/form-fields";
import { Icon } from "@/components/ui/icons";
import { useToast } from "@/components/ui/toasts";
import { changeManagerAction } from "@/lib/intake/manager/actions";
import type { ManagerItem } from "@/lib/mentor/directory/queries";
import { addManagerAction } from "@/lib/mentor/manager/actions";
import { changeManagerSchema, newManagerSchema } from "@/lib/mentor/manager/schema";

type CenterChoice = { value: number; label: string };
type ChangeInput = Pick<ManagerItem, "id" | "version" | "name" | "active"> & { centers: number[] };
type NewInput = { id: string; name: string; centers: number[] };

/** Adds a manager with centres. */
export function AddManager({ centers }: { centers: readonly CenterChoice[] }) {
  const t = useTranslations("managers");
  const toast = useToast();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="contained" startIcon={<Icon name="plus" size={18} />} onClick={() => setOpen(true)}>
        {t("add")}
      </Button>
      {open && (
        <FormDialog<NewInput>
          title={t("add")}
          submit={t("addSubmit")}
          schema={newManagerSchema as never}
          defaultValues={{ id: "", name: "", centers: [] }}
          action={addManagerAction}
          onClose={() => setOpen(false)}
          onOk={() => toast("ok", t("added"))}
        >
          {(control) => (
            <>
              <FormText control={control} name="id" label={t("id")} type="number" autoFocus />
              <FormText control={control} name="name" label={t("name")} />
              <FormChips control={control} name="centers" label={t("centers")} choices={centers} />
            </>
          )}
        </FormDialog>
      )}
    </>
  );
}

/** Changes name, centres and activity of a manager; says how many placements came under review by it. */
export function ChangeManager({
  manager,
  centers,
}: {
  manager: ManagerItem;
  centers: readonly CenterChoice[];
}) {
  const t = useTranslations("managers");
  const ui = useTranslations("ui");
  const toast = useToast();
  const [open, setOpen] = useState(false);
  const { id, version, name, active } = manager;
  const title = t("change", { name });
  const told = (value: unknown) => {
    const { flagged } = value as { flagged: number };
    toast("ok", flagged > 0 ? t("flagged", { count: flagged }) : ui("saved"));
  };
  return (
    <>
      <Button size="small" aria-label={title} onClick={() => setOpen(true)}>
        {ui("edit")}
      </Button>
      {open && (
        <FormDialog<ChangeInput>
          title={title}
          submit={ui("save")}
          schema={changeManagerSchema as never}
          defaultValues={{ id, version, name, active, centers: [...manager.centers] }}
          action={changeManagerAction}
          onClose={() => setOpen(false)}
          onOk={told}
        >
          {(control) => (
            <>
              <FormText control={control} name="name" label={t("name")} />
              <FormChips
                control={control}
                name="centers"
                label={t("centers")}
                hint={t("centersHint")}
                choices={centers}
              />
              <FormCheckbox control={control} name="active" label={t("active")} hint={t("activeHint")} />
            </>
          )}
        </FormDialog>
      )}
    </>
  );
}
