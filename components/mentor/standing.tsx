import { useTranslations } from "next-intl";
import { Chip } from "@/components/ui/status-chip";
import type { OutCode } from "@/lib/mentor/availability";

/** Whether a mentor takes part in the allocation of a year, and if not, why. */
export function Standing({ out, load, capacity }: { out: OutCode | null; load: number; capacity: number }) {
  const t = useTranslations("mentors.standing");
  if (out) return <Chip tone="mute">{t(`out.${out}`)}</Chip>;
  if (load > capacity) return <Chip tone="bad">{t("over")}</Chip>;
  if (load === capacity) return <Chip tone="warn">{t("full")}</Chip>;
  return <Chip tone="ok">{t("open")}</Chip>;
}
