import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Logo } from "./logo";
import { LanguageChoice, ThemeChoice } from "./preferences";
import css from "./welcome.module.css";

/** The page outside the console: brand on one side, one form on the other. */
export function Welcome({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }) {
  const t = useTranslations("common");
  return (
    <div className={css.page}>
      <aside className={css.brand}>
        <Strands />
        <span className={css.name}>
          <Logo size={40} />
          {t("appName")}
        </span>
        <p className={css.pitch}>{t("pitch")}</p>
      </aside>
      <main className={css.side}>
        <div className={css.box}>
          <div>
            <h1>{title}</h1>
            <p>{lead}</p>
          </div>
          {children}
        </div>
        <div className={css.preferences}>
          <LanguageChoice />
          <ThemeChoice />
        </div>
      </main>
    </div>
  );
}

const STARTS = [40, 110, 180, 250, 320, 390, 460, 530, 600, 670];
const ENDS = [180, 180, 180, 355, 355, 355, 355, 530, 530, 530];

/** Many lines that meet in a few points: the logo, unrolled. */
function Strands() {
  return (
    <svg
      className={`${css.strands} tk-mirror`}
      viewBox="0 0 400 720"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <g fill="none" stroke="var(--tk-palette-rail-active)" strokeWidth="1.5">
        {STARTS.map((start, index) => (
          <path key={start} d={`M40 ${start}C 180 ${start}, 220 ${ENDS[index]}, 350 ${ENDS[index]}`} />
        ))}
      </g>
      <g fill="var(--tk-palette-rail-mark)" opacity="0.7">
        {STARTS.map((start) => (
          <circle key={start} cx="40" cy={start} r="3.5" />
        ))}
      </g>
      <g fill="var(--tk-palette-rail-fg)">
        {[180, 355, 530].map((end) => (
          <circle key={end} cx="352" cy={end} r="7" />
        ))}
      </g>
    </svg>
  );
}
