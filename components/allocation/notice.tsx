import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icons";
import css from "./notice.module.css";

type Props = { tone: "warn" | "bad" | "info"; children: ReactNode };

/** A sentence that wants to be read before one goes on. */
export function Notice({ tone, children }: Props) {
  return (
    <div className={`${css.notice} ${tone === "warn" ? "" : css[tone]}`}>
      <Icon name={tone === "info" ? "info" : "warning"} size={20} />
      <div>{children}</div>
    </div>
  );
}
