import { getTranslations } from "next-intl/server";
import { MessagePage } from "@/components/staff/message-page";
import { ButtonLink } from "@/components/ui/button-link";

export default async function Forbidden() {
  const t = await getTranslations("messages");
  return (
    <main>
      <MessagePage icon="lock" title={t("forbiddenTitle")} text={t("forbiddenText")}>
        <ButtonLink href="/" variant="contained" icon="home">
          {t("goHome")}
        </ButtonLink>
      </MessagePage>
    </main>
  );
}
