"use client";

import { useTranslations } from "next-intl";
import { Chip } from "./status-chip";
import { useProgress } from "./use-progress";

const REFRESH_MS = 2_500;

/** Follows a topic and draws the page's data again as it changes; says whether it does. Focus and scroll stay. */
export function LiveMark({ topic }: { topic: string }) {
  const t = useTranslations("ui.live");
  const { connection } = useProgress(topic, { refreshMs: REFRESH_MS });
  if (connection === "live") return <Chip tone="ok">{t("live")}</Chip>;
  return connection === "polling" ? <Chip tone="mute">{t("polling")}</Chip> : null;
}
