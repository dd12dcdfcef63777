import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Words } from "@/components/staff/words";

/** Titles of the settings read «بخش · تنظیمات · تخصیص»: the imports and their settings have the same name otherwise. */
export const generateMetadata = async (): Promise<Metadata> => {
  const [t, tNav] = await Promise.all([getTranslations("common"), getTranslations("nav")]);
  return {
    title: {
      default: tNav("settings"),
      template: t("sectionTitle", { section: tNav("settings"), app: t("appName") }),
    },
  };
};

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return <Words of={["settings"]}>{children}</Words>;
}
