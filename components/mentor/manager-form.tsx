"use client";

import Button from "@mui/material/Button";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icons";
import { usePanel } from "@/components/ui/use-panel";
import type { ManagerItem } from "@/lib/mentor/directory/queries";
import type { CenterChoice } from "./manager-dialogs";

// Fetched when asked for: forms weigh more than the list they stand in.
const AddManagerDialog = dynamic(() => import("./manager-dialogs").then((file) => file.AddManagerDialog), {
  ssr: false,
});
const ChangeManagerDialog = dynamic(
  () => import("./manager-dialogs").then((file) => file.ChangeManagerDialog),
  { ssr: false },
);

/** The button that adds a manager with centres. */
export function AddManager({ centers }: { centers: readonly CenterChoice[] }) {
  const t = useTranslations("managers");
  const { isOpen, open, close } = usePanel("edit", "new");
  return (
    <>
      <Button variant="contained" startIcon={<Icon name="plus" size={18} />} onClick={open}>
        {t("add")}
      </Button>
      {isOpen && <AddManagerDialog centers={centers} onClose={close} />}
    </>
  );
}

type ChangeProps = { manager: ManagerItem; centers: readonly CenterChoice[] };

/** The button that changes a manager. */
export function ChangeManager({ manager, centers }: ChangeProps) {
  const t = useTranslations("managers");
  const ui = useTranslations("ui");
  const { isOpen, open, close } = usePanel("edit", String(manager.id));
  return (
    <>
      <Button size="small" aria-label={t("change", { name: manager.name })} onClick={open}>
        {ui("edit")}
      </Button>
      {isOpen && <ChangeManagerDialog manager={manager} centers={centers} onClose={close} />}
    </>
  );
}
