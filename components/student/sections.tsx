import type { ReactNode } from "react";
import css from "./sections.module.css";

/** A heading over several panels that belong together. */
export function SectionTitle({ title, hint }: { title: ReactNode; hint: ReactNode }) {
  return (
    <div className={css.section}>
      <h2>{title}</h2>
      <p>{hint}</p>
    </div>
  );
}

/** Panels below each other in one column. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className={css.stack}>{children}</div>;
}
