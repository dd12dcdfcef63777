"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormText } from "@/components/ui/form-fields";
import type { ListName } from "@/lib/lists/names";
import { changeViewAction, saveViewAction } from "@/lib/lists/views/actions";
import type { SavedViewItem } from "@/lib/lists/views/queries";
import { viewNameSchema } from "@/lib/lists/views/schema";

type Props = {
  page: ListName;
  path: string;
  query: string;
  /** The view to rename; null = keep what is looked at as a new one. */
  view: SavedViewItem | null;
  onClose: () => void;
};

/** Asks for the name of a view. */
export function ViewDialog({ page, path, query, view, onClose }: Props) {
  const t = useTranslations("ui.views");
  const router = useRouter();
  return (
    <FormDialog
      title={t(view ? "rename" : "save")}
      submit={t("submit")}
      schema={viewNameSchema}
      defaultValues={{ name: view?.name ?? "" }}
      action={(input) =>
        view
          ? changeViewAction({ ...(input as object), id: view.id })
          : saveViewAction({ ...(input as object), page, query })
      }
      onOk={(saved) => {
        const kept = saved as { id: string };
        if (!view) router.push(`${path}?${query}${query ? "&" : ""}view=${kept.id}`, { scroll: false });
      }}
      onClose={onClose}
    >
      {(control) => (
        <FormText control={control} name="name" label={t("name")} hint={t("nameHint")} required autoFocus />
      )}
    </FormDialog>
  );
}
