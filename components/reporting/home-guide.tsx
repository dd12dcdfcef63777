import { useLocale, useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { Icon } from "@/components/ui/icons";
import { formatCode } from "@/lib/i18n/format";
import type { HomeCounts } from "@/lib/reporting/home/sql";
import css from "./home.module.css";

const STEPS = [
  { key: "mentors", href: "/imports/new?kind=mentors", has: "hasMentors" },
  { key: "students", href: "/imports/new?kind=students", has: "hasStudents" },
  { key: "run", href: "/runs/new", has: "hasPublished" },
] as const;

const MANAGERS = { key: "managers", href: "/imports/new?kind=managers" } as const;

/** The way from an empty installation to the first published run, instead of empty tables. */
export function HomeGuide({ counts }: { counts: HomeCounts }) {
  const t = useTranslations("home.guide");
  const locale = useLocale();
  const current = STEPS.findIndex((step) => !counts[step.has]);
  // Mentors are only taken with managers the office knows, so the first step begins with those.
  const doorOf = (step: (typeof STEPS)[number]) =>
    step.key === "mentors" && !counts.hasManagers ? MANAGERS : step;
  return (
    <section aria-label={t("title")}>
      <ol className={css.steps}>
        {STEPS.map((step, index) => {
          const done = counts[step.has];
          const state = done ? css.done : index === current ? css.current : "";
          return (
            <li
              key={step.key}
              className={`${css.step} ${state}`}
              aria-current={index === current ? "step" : undefined}
            >
              <span className={css.stepHead}>
                <span className={css.number} aria-hidden="true">
                  {done ? <Icon name="check" size={18} /> : formatCode(locale, index + 1)}
                </span>
                <h2>{t(`${step.key}.title`)}</h2>
              </span>
              <p>{t(`${step.key}.text`)}</p>
              {done ? (
                <span className="tk-muted">{t("done")}</span>
              ) : (
                <ButtonLink
                  href={doorOf(step).href}
                  variant={index === current ? "contained" : "outlined"}
                  size="small"
                >
                  {t(`${doorOf(step).key}.action`)}
                </ButtonLink>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
