import Link from "next/link";
import { useTranslations } from "next-intl";
import css from "./data-table.module.css";
import { Icon } from "./icons";
import { type View, viewHref } from "./table-view";

type Props = {
  view: View;
  /** The columns that may be hidden. */
  columns: readonly { key: string; header: string }[];
};

/** Which columns are shown and how close the rows stand: links, so that the choice has an address and survives a reload. */
export function TableLook({ view, columns }: Props) {
  const t = useTranslations("ui.look");
  const toggled = (key: string): string | null => {
    const hidden = new Set(view.hidden);
    if (!hidden.delete(key)) hidden.add(key);
    return hidden.size > 0 ? [...hidden].sort().join(",") : null;
  };
  const isChanged = view.dense || columns.some(({ key }) => view.hidden.has(key));
  return (
    <details className={css.look} open={isChanged}>
      <summary>{t("title")}</summary>
      <div>
        {columns.map(({ key, header }) => (
          <Choice
            key={key}
            href={viewHref(view, { hide: toggled(key) })}
            chosen={!view.hidden.has(key)}
            label={header}
          />
        ))}
        <Choice
          href={viewHref(view, { dense: view.dense ? null : "1" })}
          chosen={view.dense}
          label={t("dense")}
        />
      </div>
    </details>
  );
}

function Choice({ href, chosen, label }: { href: string; chosen: boolean; label: string }) {
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      className={css.choice}
      aria-current={chosen ? "true" : undefined}
    >
      {chosen && <Icon name="check" size={15} />}
      {label}
    </Link>
  );
}
