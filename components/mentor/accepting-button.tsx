import { useTranslations } from "next-intl";
import { ActionButton } from "@/components/ui/action-button";
import type { ServerAction } from "@/components/ui/outcome";

type Props = {
  mentor: { id: number; version: number; accepting: boolean };
  action: ServerAction<unknown>;
};

/** Opens or closes a mentor for new students; closing asks first. */
export function AcceptingButton({ mentor, action }: Props) {
  const t = useTranslations("mentors.actions");
  const input = { mentorId: mentor.id, version: mentor.version, accepting: !mentor.accepting };
  if (!mentor.accepting)
    return (
      <ActionButton action={action} input={input} variant="outlined" done={t("opened")}>
        {t("open")}
      </ActionButton>
    );
  return (
    <ActionButton
      action={action}
      input={input}
      variant="outlined"
      done={t("closed")}
      confirm={{ title: t("closeTitle"), text: t("closeText"), confirm: t("closeConfirm") }}
    >
      {t("close")}
    </ActionButton>
  );
}
