import Link from "next/link";
import css from "./segments.module.css";

type Props = {
  label: string;
  current: string;
  items: readonly { key: string; label: string; href: string }[];
};

/** A choice of a few ways to look at the same thing; each has an address, so these are links. */
export function Segments({ label, current, items }: Props) {
  return (
    <nav className={css.segments} aria-label={label}>
      {items.map(({ key, label: word, href }) => (
        <Link key={key} href={href} scroll={false} aria-current={key === current ? "true" : undefined}>
          {word}
        </Link>
      ))}
    </nav>
  );
}
