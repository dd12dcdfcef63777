import type { ReactNode } from "react";
import css from "./form.module.css";

type FormProps = { onSubmit: (event: React.FormEvent<HTMLFormElement>) => void; children: ReactNode };

/** Fields below each other at a readable width. `method="post"` so that a submit before the scripts load puts nothing in the address. */
export function Form({ onSubmit, children }: FormProps) {
  return (
    <form className={css.form} method="post" noValidate onSubmit={onSubmit}>
      {children}
    </form>
  );
}

/** Fields side by side where there is room. */
export function FormRow({ children }: { children: ReactNode }) {
  return <div className={css.row}>{children}</div>;
}

export function FormButtons({ children }: { children: ReactNode }) {
  return <div className={css.buttons}>{children}</div>;
}

/** Fields that belong together, under a heading. */
export function FormSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className={css.section}>
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}
