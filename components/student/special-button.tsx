import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/ui/action-button";
import { addSpecialSchoolAction, removeSpecialSchoolAction } from "@/lib/intake/roster/actions";

type Props = {
  year: number;
  /** The year in the digits of the language. */
  shown: string;
  code: number;
  special: boolean;
};

/** Puts a school on the special-school roster of a year or takes it off; asks first, because types of students follow. */
export function SpecialButton({ year, shown, code, special }: Props) {
  const t = useTranslations("settings");
  const verb = t(special ? "specialRemove" : "specialAdd");
  return (
    <ActionButton
      size="small"
      action={special ? removeSpecialSchoolAction : addSpecialSchoolAction}
      input={{ year, schoolCode: code }}
      done={t("specialDone")}
      confirm={{
        title: t(special ? "specialRemoveTitle" : "specialAddTitle", { year: shown }),
        text: t("specialText"),
        confirm: verb,
      }}
    >
      {verb}
    </ActionButton>
  );
}
