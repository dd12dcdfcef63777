import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icons";
import css from "./notice.module.css";

type Props = { tone: "warn" | "bad" | "info" | "ok"; children: ReactNode };

const ICONS = { warn: "warning", bad: "warning", info: "info", ok: "check" } as const;

/** A sentence that wants to be read before one goes on. */
export function Notice({ tone, children }: Props) {
  return (
    <div className={`${css.notice} ${tone === "warn" ? "" : css[tone]}`}>
      <Icon name={ICONS[tone]} size={20} />
      <div>{children}</div>
    </div>
  );
}
