"use client";

import Button from "@mui/material/Button";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icons";
import { usePanel } from "@/components/ui/use-panel";
import type { SchoolItem } from "@/lib/student/school/queries";

// Fetched when asked for: forms weigh more than the list they stand in.
const SchoolFormDialog = dynamic(() => import("./school-form-dialog").then((file) => file.SchoolFormDialog), {
  ssr: false,
});

/** The button that adds a school, or changes the given one. */
export function SchoolForm({ school }: { school: SchoolItem | null }) {
  const t = useTranslations("settings");
  const ui = useTranslations("ui");
  const { isOpen, open, close } = usePanel("edit", school === null ? "new" : String(school.code));
  return (
    <>
      {school === null ? (
        <Button size="small" startIcon={<Icon name="plus" size={18} />} onClick={open}>
          {t("addSchool")}
        </Button>
      ) : (
        <Button size="small" aria-label={t("changeSchool", { name: school.name })} onClick={open}>
          {ui("edit")}
        </Button>
      )}
      {isOpen && <SchoolFormDialog school={school} onClose={close} />}
    </>
  );
}
