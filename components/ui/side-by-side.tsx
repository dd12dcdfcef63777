import { Children, Fragment, type ReactNode } from "react";
import css from "./side-by-side.module.css";

/** Facts side by side, each a text of its own: the point between them is drawn, so that no text is put together of others. */
export function SideBySide({ children }: { children: ReactNode }) {
  return (
    <span className={css.facts}>
      {Children.toArray(children).map((fact, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they have no other identity than their place
        <Fragment key={at}>
          {at > 0 && " "}
          <span>
            <bdi>{fact}</bdi>
          </span>
        </Fragment>
      ))}
    </span>
  );
}
