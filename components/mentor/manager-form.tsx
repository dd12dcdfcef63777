"use client";

import Button from "@mui/material/Button";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Icon } from "@/components/ui/icons";
import type { ManagerItem } from "@/lib/mentor/directory/queries";
import type { CenterChoice } from "./manager-dialogs";

// Fetched when asked for: forms weigh more than the list they stand in.
const AddManagerDialog = dynamic(() => import("./manager-dialogs").then((file) => file.AddManagerDialog));
const ChangeManagerDialog = dynamic(() =>
  import("./manager-dialogs").then((file) => file.ChangeManagerDialog),
);

/** The button that adds a manager with centres. */
export function AddManager({ centers }: { centers: readonly CenterChoice[] }) {
  const t = useTranslations("managers");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="contained" startIcon={<Icon name="plus" size={18} />} onClick={() => setOpen(true)}>
        {t("add")}
      </Button>
      {open && <AddManagerDialog centers={centers} onClose={() => setOpen(false)} />}
    </>
  );
}

type ChangeProps = { manager: ManagerItem; centers: readonly CenterChoice[] };

/** The button that changes a manager. */
export function ChangeManager({ manager, centers }: ChangeProps) {
  const t = useTranslations("managers");
  const ui = useTranslations("ui");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" aria-label={t("change", { name: manager.name })} onClick={() => setOpen(true)}>
        {ui("edit")}
      </Button>
      {open && <ChangeManagerDialog manager={manager} centers={centers} onClose={() => setOpen(false)} />}
    </>
  );
}
