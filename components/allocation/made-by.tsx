import { useTranslations } from "next-intl";

/** Who made a run: a person by name, the command line and background work by what they are. */
export function MadeBy({ name }: { name: string }) {
  const t = useTranslations("runs");
  if (name === "cli") return <>{t("commandLine")}</>;
  return <bdi>{name || t("somebody")}</bdi>;
}
