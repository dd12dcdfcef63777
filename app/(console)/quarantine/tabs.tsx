import { useTranslations } from "next-intl";
import { UrlTabs } from "@/components/ui/url-tabs";

/** The queue itself, and how good the files are from week to week. */
export function QuarantineTabs({ current }: { current: "rows" | "trend" }) {
  const t = useTranslations("quarantine.tab");
  return (
    <UrlTabs
      label={t("label")}
      current={current}
      tabs={[
        { key: "rows", label: t("rows"), href: "/quarantine" },
        { key: "trend", label: t("trend"), href: "/quarantine/trend" },
      ]}
    />
  );
}
