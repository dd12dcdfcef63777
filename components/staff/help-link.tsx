"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icons";
import css from "./frame.module.css";
import { topicOf } from "./help-topics";

/** Opens the guide at the section about this page. Stands at the same place everywhere. */
export function HelpLink({ onNavigate }: { onNavigate?: () => void }) {
  const t = useTranslations("nav");
  const path = usePathname();
  return (
    <Link
      href={`/help#${topicOf(path) ?? "start"}`}
      className={`${css.link} ${css.help}`}
      aria-current={path === "/help" ? "page" : undefined}
      onClick={onNavigate}
    >
      <Icon name="help" />
      {t(path === "/help" ? "palette.start.help" : "help")}
    </Link>
  );
}
