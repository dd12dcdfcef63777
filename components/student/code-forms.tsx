"use client";

import Button from "@mui/material/Button";
import { useTranslations } from "next-intl";
import type { z } from "zod";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormSelect, FormText } from "@/components/ui/form-fields";
import { Icon } from "@/components/ui/icons";
import { useToast } from "@/components/ui/toasts";
import { usePanel } from "@/components/ui/use-panel";
import {
  addCenterAction,
  addGroupAction,
  changeGroupAction,
  renameCenterAction,
} from "@/lib/student/lists/actions";
import { centerSchema, groupSchema } from "@/lib/student/lists/schema";
import type { CenterItem, GroupItem } from "@/lib/student/queries";

type CenterFields = z.input<typeof centerSchema>;
type GroupFields = z.input<typeof groupSchema>;
const BLANK = { code: "", nameFa: "", nameEn: "" };

/** Adds a centre, or renames the given one; the code of an existing one stays. */
export function CenterForm({ center }: { center: CenterItem | null }) {
  const t = useTranslations("settings");
  const ui = useTranslations("ui");
  const toast = useToast();
  const { isOpen, open, close } = usePanel("edit", `center:${center?.code ?? "new"}`);
  const title = center ? t("renameCenter", { code: String(center.code) }) : t("addCenter");
  return (
    <>
      <Opener title={title} isNew={center === null} onOpen={open} />
      {isOpen && (
        <FormDialog<CenterFields>
          title={title}
          submit={center ? ui("save") : t("add")}
          schema={centerSchema as never}
          defaultValues={center ?? BLANK}
          action={center ? renameCenterAction : addCenterAction}
          onClose={close}
          onOk={() => toast("ok", ui("saved"))}
          fields={{ nameFa: { label: t("nameFa") }, nameEn: { label: t("nameEn") } }}
        >
          {(control) => (
            <>
              {!center && (
                <FormText control={control} name="code" label={t("code")} type="number" autoFocus />
              )}
              <FormText control={control} name="nameFa" label={t("nameFa")} />
              <FormText control={control} name="nameEn" label={t("nameEn")} ltr />
            </>
          )}
        </FormDialog>
      )}
    </>
  );
}

type GroupProps = { group: GroupItem | null; buckets: readonly { value: string; label: string }[] };

/** Adds an exam group, or changes the names and stage of the given one. */
export function GroupForm({ group, buckets }: GroupProps) {
  const t = useTranslations("settings");
  const ui = useTranslations("ui");
  const toast = useToast();
  const { isOpen, open, close } = usePanel("edit", String(group?.code ?? "new"));
  const title = group ? t("changeGroup", { code: String(group.code) }) : t("addGroup");
  const values = group ?? { ...BLANK, bucket: buckets[0]?.value ?? "" };
  return (
    <>
      <Opener title={title} isNew={group === null} onOpen={open} />
      {isOpen && (
        <FormDialog<GroupFields>
          title={title}
          submit={group ? ui("save") : t("add")}
          schema={groupSchema as never}
          defaultValues={values as GroupFields}
          action={group ? changeGroupAction : addGroupAction}
          onClose={close}
          onOk={() => toast("ok", ui("saved"))}
          fields={{
            nameFa: { label: t("nameFa") },
            nameEn: { label: t("nameEn") },
            bucket: { label: t("bucket"), choices: buckets },
          }}
        >
          {(control) => (
            <>
              {!group && <FormText control={control} name="code" label={t("code")} type="number" autoFocus />}
              <FormText control={control} name="nameFa" label={t("nameFa")} />
              <FormText control={control} name="nameEn" label={t("nameEn")} ltr />
              <FormSelect control={control} name="bucket" label={t("bucket")} choices={buckets} />
            </>
          )}
        </FormDialog>
      )}
    </>
  );
}

function Opener({ title, isNew, onOpen }: { title: string; isNew: boolean; onOpen: () => void }) {
  const t = useTranslations("ui");
  return isNew ? (
    <Button size="small" startIcon={<Icon name="plus" size={18} />} onClick={onOpen}>
      {title}
    </Button>
  ) : (
    <Button size="small" aria-label={title} onClick={onOpen}>
      {t("edit")}
    </Button>
  );
}
