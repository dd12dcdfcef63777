import { CopyButton } from "./copy-button";
import css from "./ltr-text.module.css";

type Props = {
  value: string;
  /** What is shown where the whole is too long or masked; the whole is copied. */
  shown?: string;
  copy?: boolean;
};

/** An id, code or file name: always left to right, Latin digits, copied with one click. */
export function LtrText({ value, shown = value, copy = true }: Props) {
  return (
    <span className={css.text} dir="ltr">
      <span className={css.value} title={shown === value ? undefined : value}>
        {shown}
      </span>
      {copy && <CopyButton value={value} />}
    </span>
  );
}
