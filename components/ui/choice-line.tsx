import { type ReactNode, useId } from "react";
import css from "./choice-line.module.css";

/** Choices that belong together, with what they are about and perhaps a sentence below it. */
export function ChoiceSet({ label, hint, children }: { label: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className={css.set}>
      <legend>{label}</legend>
      {hint && <p className={css.hint}>{hint}</p>}
      {children}
    </fieldset>
  );
}

type LineProps = {
  label: string;
  hint?: string | undefined;
  children: (id: string, hintId: string) => ReactNode;
};

/** A radio or a tick with its label beside it and what it means below; the control takes the ids. */
export function ChoiceLine({ label, hint, children }: LineProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div className={css.choice}>
      {children(id, hintId)}
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={hintId} className={css.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}
