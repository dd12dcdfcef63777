import { getTranslations } from "next-intl/server";
import { MessagePage } from "@/components/staff/message-page";
import { ButtonLink } from "@/components/ui/button-link";

export default async function NotFound() {
  const t = await getTranslations("messages");
  return (
    <MessagePage icon="search" title={t("notFoundTitle")} text={t("notFoundText")}>
      <ButtonLink href="/" variant="contained" icon="home">
        {t("goHome")}
      </ButtonLink>
    </MessagePage>
  );
}
