"use client";

import Button from "@mui/material/Button";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icons";
import { usePanel } from "@/components/ui/use-panel";
import type { ManagerDialogProps } from "./create-manager-dialog";

/** The form is fetched when it is asked for: few rows need it, and every list would carry it. */
const CreateManagerDialog = dynamic(() => import("./create-manager-dialog"), { ssr: false });

/** Creates the manager a mentor's row names and nobody knows: one step instead of another file. Source: Domain §7. */
export function CreateManager(props: ManagerDialogProps) {
  const t = useTranslations("import.manager");
  const { isOpen, open, close } = usePanel("edit", `manager:${props.row.rowId}`);
  return (
    <>
      <Button size="small" variant="outlined" startIcon={<Icon name="plus" size={16} />} onClick={open}>
        {t("open")}
      </Button>
      {isOpen && <CreateManagerDialog {...props} onClose={close} />}
    </>
  );
}
