import { useTranslations } from "next-intl";
import { BulkButton } from "@/components/ui/bulk-button";
import { discardRunsAction } from "@/lib/allocation/discard/actions";

/** Button of a `BulkBar` of runs: throws the chosen plans away, after asking. */
export function DiscardChosen() {
  const t = useTranslations("runs.discardChosen");
  return (
    <BulkButton
      action={discardRunsAction}
      confirm={{ title: t("title"), text: t("text"), confirm: t("confirm"), dangerous: true }}
    >
      {t("button")}
    </BulkButton>
  );
}
