import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SetupForm } from "@/components/staff/setup-form";
import { Welcome } from "@/components/staff/welcome";
import { hasNoUsers } from "@/lib/auth/first-run";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth"))("setupTitle"),
});

export default async function SetupPage() {
  if (!(await hasNoUsers())) redirect("/login");
  const t = await getTranslations("auth");
  return (
    <Welcome title={t("setupTitle")} lead={t("setupLead")}>
      <SetupForm />
    </Welcome>
  );
}
