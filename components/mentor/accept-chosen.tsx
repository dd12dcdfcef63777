import { useTranslations } from "next-intl";
import { BulkButton } from "@/components/ui/bulk-button";
import { acceptMentorsAction } from "@/lib/lists/bulk/actions";

/** Buttons of a `BulkBar` of mentors: open or close the chosen for new students; closing asks first. */
export function AcceptChosen() {
  const t = useTranslations("mentors.actions");
  return (
    <>
      <BulkButton action={acceptMentorsAction} input={{ accepting: true }}>
        {t("open")}
      </BulkButton>
      <BulkButton
        action={acceptMentorsAction}
        input={{ accepting: false }}
        confirm={{ title: t("closeChosenTitle"), text: t("closeChosenText"), confirm: t("closeConfirm") }}
      >
        {t("close")}
      </BulkButton>
    </>
  );
}
