import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/ui/icons";
import css from "./welcome.module.css";

type Props = {
  icon: IconName;
  title: string;
  text: string;
  /** The id under which the log knows what happened. */
  reference?: ReactNode;
  children?: ReactNode;
};

/** A page that has only one thing to say: not found, not permitted, out of order. */
export function MessagePage({ icon, title, text, reference, children }: Props) {
  return (
    <div className={css.message}>
      <span className={css.badge}>
        <Icon name={icon} size={30} />
      </span>
      <h1>{title}</h1>
      <p>{text}</p>
      {reference && <p className={css.reference}>{reference}</p>}
      {children && <div className={css.buttons}>{children}</div>}
    </div>
  );
}
