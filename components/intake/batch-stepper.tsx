import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icons";
import { STEPS, stepOf } from "./batch-step";
import css from "./batch-stepper.module.css";

/** Where a batch stands on its way: files → check → review → apply → done. */
export function BatchStepper({ status, failedAt }: { status: string; failedAt: "check" | "apply" }) {
  const t = useTranslations("import.step");
  const { step, tone } = stepOf(status, failedAt);
  const current = STEPS.indexOf(step);
  return (
    <ol className={css.steps} aria-label={t("label")}>
      {STEPS.map((name, index) => {
        const past = index < current || (index === current && tone === "ok");
        const here = index === current;
        return (
          <li
            key={name}
            className={`${css.step} ${past ? css.past : ""} ${here ? (css[tone] ?? "") : ""}`}
            aria-current={here ? "step" : undefined}
          >
            <span className={css.mark} aria-hidden="true">
              {past ? (
                <Icon name="check" size={16} />
              ) : tone === "bad" && here ? (
                <Icon name="close" size={16} />
              ) : null}
              {!past && !(tone === "bad" && here) && <span className={css.dot} />}
            </span>
            <span className={css.name}>
              {t(name)}
              {past && !here && <span className="tk-hidden"> {t("past")}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
