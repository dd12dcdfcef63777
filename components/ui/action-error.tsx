import { useLocale, useTranslations } from "next-intl";
import { refusalValues } from "@/lib/i18n/refusal";
import css from "./action-error.module.css";
import type { Refusal } from "./outcome";
import { SideBySide } from "./side-by-side";

/** Words of a refusal: what happened and what to do (`errors.<CODE>`), the code, and the id for support. */
export function RefusalText({ refusal }: { refusal: Refusal }) {
  const t = useTranslations("errors");
  const tUi = useTranslations("ui");
  const locale = useLocale();
  const known = t.has(refusal.reason as never);
  return (
    <>
      <span>
        {known
          ? t(refusal.reason as never, refusalValues(locale, refusal.details) as never)
          : tUi("unknownError")}
      </span>{" "}
      <span className={css.code}>
        <SideBySide>
          <bdi>{refusal.reason}</bdi>
          {refusal.correlationId && (
            <>
              {tUi("reference")} <bdi dir="ltr">{refusal.correlationId}</bdi>
            </>
          )}
        </SideBySide>
      </span>
    </>
  );
}

/** A refusal in place, beside what caused it. Announced when it appears. */
export function ActionError({ refusal }: { refusal: Refusal | null }) {
  if (!refusal) return null;
  return (
    <div className={css.error} role="alert">
      <RefusalText refusal={refusal} />
    </div>
  );
}
