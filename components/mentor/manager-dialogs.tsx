"use client";

import { useTranslations } from "next-intl";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormCheckbox, FormChips, FormText } from "@/components/ui/form-fields";
import { useToast } from "@/components/ui/toasts";
import { changeManagerAction } from "@/lib/intake/manager/actions";
import type { ManagerItem } from "@/lib/mentor/directory/queries";
import { addManagerAction } from "@/lib/mentor/manager/actions";
import { changeManagerSchema, newManagerSchema } from "@/lib/mentor/manager/schema";

export type CenterChoice = { value: number; label: string };
type ChangeInput = Pick<ManagerItem, "id" | "version" | "name" | "active"> & { centers: number[] };
type NewInput = { id: string; name: string; centers: number[] };
type Props = { centers: readonly CenterChoice[]; onClose: () => void };

/** Id, name and centres of a new manager. */
export function AddManagerDialog({ centers, onClose }: Props) {
  const t = useTranslations("managers");
  const toast = useToast();
  return (
    <FormDialog<NewInput>
      title={t("add")}
      submit={t("addSubmit")}
      schema={newManagerSchema as never}
      defaultValues={{ id: "", name: "", centers: [] }}
      action={addManagerAction}
      onClose={onClose}
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
  );
}

/** Name, centres and activity of a manager; says how many placements came under review by the change. */
export function ChangeManagerDialog({ manager, centers, onClose }: Props & { manager: ManagerItem }) {
  const t = useTranslations("managers");
  const ui = useTranslations("ui");
  const toast = useToast();
  const { id, version, name, active } = manager;
  const told = (value: unknown) => {
    const { flagged } = value as { flagged: number };
    toast("ok", flagged > 0 ? t("flagged", { count: flagged }) : ui("saved"));
  };
  return (
    <FormDialog<ChangeInput>
      title={t("change", { name })}
      submit={ui("save")}
      schema={changeManagerSchema as never}
      defaultValues={{ id, version, name, active, centers: [...manager.centers] }}
      action={changeManagerAction}
      onClose={onClose}
      onOk={told}
      fields={{
        name: { label: t("name") },
        centers: { label: t("centers"), choices: centers },
        active: { label: t("active") },
      }}
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
  );
}
