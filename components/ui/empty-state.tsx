import type { ReactNode } from "react";
import { Icon, type IconName } from "./icons";
import css from "./layout.module.css";

type Props = {
  icon?: IconName;
  title: ReactNode;
  /** What to do next, in a sentence. */
  hint?: ReactNode;
  /** Links or buttons that do it. */
  actions?: ReactNode;
};

/** What stands where there is nothing yet: says why, and what to do. */
export function EmptyState({ icon = "file", title, hint, actions }: Props) {
  return (
    <div className={css.empty}>
      <span className={css.emptyIcon}>
        <Icon name={icon} size={24} />
      </span>
      <p className={css.emptyTitle}>{title}</p>
      {hint && <p>{hint}</p>}
      {actions && <div className={css.emptyActions}>{actions}</div>}
    </div>
  );
}
