"use client";

import { useTranslations } from "next-intl";
import { isChosen, useChoice } from "./choice";
import css from "./data-table.module.css";

/** The box that chooses a row. */
export function TickRow({ of, id, label }: { of: string; id: string; label: string }) {
  const t = useTranslations("ui.bulk");
  const { choice, tick } = useChoice(of);
  return (
    <label className={css.tick}>
      <input
        type="checkbox"
        aria-label={t("row", { name: label })}
        checked={isChosen(choice, id)}
        onChange={(event) => tick([id], event.target.checked)}
      />
    </label>
  );
}

/** The box in the heading: chooses or clears the rows of this page; half ticked where only some are chosen. */
export function TickPage({ of, ids }: { of: string; ids: readonly string[] }) {
  const t = useTranslations("ui.bulk");
  const { choice, tick } = useChoice(of);
  const chosen = ids.filter((id) => isChosen(choice, id)).length;
  const every = ids.length > 0 && chosen === ids.length;
  return (
    <label className={css.tick}>
      <input
        type="checkbox"
        aria-label={t("page")}
        disabled={ids.length === 0}
        checked={every}
        ref={(box) => {
          if (box) box.indeterminate = chosen > 0 && !every;
        }}
        onChange={() => tick(ids, !every)}
      />
      <span className={css.tickWord} aria-hidden="true">
        {t("page")}
      </span>
    </label>
  );
}
