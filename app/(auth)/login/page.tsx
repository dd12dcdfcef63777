import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignInForm } from "@/components/staff/sign-in-form";
import { Welcome } from "@/components/staff/welcome";
import { hasNoUsers } from "@/lib/auth/first-run";
import { currentSession } from "@/lib/auth/guard";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("auth"))("signIn"),
});

/** Only a path of ours: never another site, nor what a browser would read as one (`//host`, `/\host`). */
const safePath = (next: unknown): string =>
  typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/";

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function LoginPage({ searchParams }: Props) {
  const next = safePath((await searchParams).next);
  if (await currentSession()) redirect(next);
  if (await hasNoUsers()) redirect("/setup");
  const t = await getTranslations("auth");
  return (
    <Welcome title={t("signInTitle")} lead={t("signInLead")}>
      <SignInForm next={next} />
    </Welcome>
  );
}
