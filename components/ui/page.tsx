import type { ReactNode } from "react";
import css from "./layout.module.css";

/** Vertical rhythm of a page: header, then panels. */
export function Page({ children }: { children: ReactNode }) {
  return <div className={css.page}>{children}</div>;
}

type PanelProps = {
  title?: ReactNode;
  hint?: ReactNode;
  actions?: ReactNode;
  /** Tables reach the edges of their panel. */
  flush?: boolean;
  id?: string;
  children: ReactNode;
};

/** A bordered surface with a heading. */
export function Panel({ title, hint, actions, flush = false, id, children }: PanelProps) {
  return (
    <section className={css.panel} id={id}>
      {(title || actions) && (
        <div className={css.panelHead}>
          {title && <h2>{title}</h2>}
          {actions && <div className={css.actions}>{actions}</div>}
          {hint && <p>{hint}</p>}
        </div>
      )}
      <div className={flush ? css.panelFlush : css.panelBody}>{children}</div>
    </section>
  );
}

/** A responsive row of `StatCard`s. */
export function Cards({ children }: { children: ReactNode }) {
  return <div className={css.cards}>{children}</div>;
}

/** Two panels side by side where there is room. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className={css.columns}>{children}</div>;
}

export type Fact = {
  label: ReactNode;
  value: ReactNode;
  /** Takes the whole line: long lists. */
  wide?: boolean;
};

/** Labelled values of one thing. Empty values show a dash. */
export function Facts({ items }: { items: readonly Fact[] }) {
  return (
    <dl className={css.facts}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list of labels
        <div key={index} className={item.wide ? css.wide : undefined}>
          <dt>{item.label}</dt>
          <dd>{item.value === null || item.value === undefined || item.value === "" ? "—" : item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
