"use client";

import { useTranslations } from "next-intl";
import { Icon, type IconName } from "@/components/ui/icons";
import { useChosenEarly } from "@/components/ui/use-early";
import css from "./kind-cards.module.css";

const ICONS: Readonly<Record<string, IconName>> = {
  students: "students",
  mentors: "mentors",
  managers: "user",
  schools: "home",
  "special-schools": "check",
  groups: "heat",
  counters: "key",
};

type Props = { kinds: readonly string[]; value: string; onChange: (kind: string) => void; disabled: boolean };

/** What the files hold, as a set of cards. They are radio buttons: one tab stop, arrow keys choose. */
export function KindCards({ kinds, value, onChange, disabled }: Props) {
  const t = useTranslations("import");
  return (
    <fieldset className={css.set} disabled={disabled}>
      <legend>{t("new.kind")}</legend>
      <div className={css.cards}>
        {kinds.map((kind) => (
          <KindCard key={kind} kind={kind} checked={kind === value} onChoose={() => onChange(kind)} />
        ))}
      </div>
    </fieldset>
  );
}

type CardProps = { kind: string; checked: boolean; onChoose: () => void };

function KindCard({ kind, checked, onChoose }: CardProps) {
  const t = useTranslations("import");
  const ref = useChosenEarly(checked, onChoose);
  return (
    <label className={css.card}>
      <input
        ref={ref}
        className="tk-hidden"
        type="radio"
        name="kind"
        value={kind}
        checked={checked}
        onChange={onChoose}
      />
      <Icon name={ICONS[kind] ?? "file"} size={22} />
      <span>
        <strong>{t(`kind.${kind}` as never)}</strong>
        <span className={css.about}>{t(`about.${kind}` as never)}</span>
      </span>
    </label>
  );
}
