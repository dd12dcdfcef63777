import Link from "next/link";
import { useTranslations } from "next-intl";
import { maskNationalId } from "@/lib/shared/national-id";
import css from "./chain-steps.module.css";

/** Without an id: of a centre the viewer does not see. */
type Mentor =
  | { readonly id: number; readonly name: string; readonly capacity: number; readonly load: number }
  | { readonly id: null };

export type ChainStepRow = {
  readonly position: number;
  readonly student: {
    readonly id: string;
    readonly nationalId: string;
    readonly firstName: string;
    readonly lastName: string;
  } | null;
  readonly from: Mentor | null;
  readonly to: Mentor;
  readonly loadAfter: number | null;
  readonly rules: number;
};

/** One chain of swaps, step by step: who goes where, what that does to the load there, and that the rules hold. */
export function ChainSteps({ steps }: { steps: readonly ChainStepRow[] }) {
  return (
    <ol className={css.steps}>
      {steps.map((step) => (
        <li key={step.position}>
          <Step step={step} />
        </li>
      ))}
    </ol>
  );
}

/** Rules beside capacity, which the load tells. */
const RULES_HOLD = 5;

function Step({ step }: { step: ChainStepRow }) {
  const t = useTranslations("runs.chains");
  const parts = {
    student: () => <StudentName student={step.student} />,
    to: () => <MentorName mentor={step.to} />,
    from: () => step.from && <MentorName mentor={step.from} />,
  };
  const { to, loadAfter } = step;
  const load =
    to.id === null || loadAfter === null
      ? null
      : { mentor: to.name, before: to.load, after: loadAfter, capacity: to.capacity };
  const rules = t(step.rules === RULES_HOLD ? "rules" : "fallback");
  return (
    <>
      {t.rich(step.from === null ? "first" : "next", parts)}
      <span className="tk-muted tk-block">
        {load === null ? rules : t("loadAndRules", { load: t("load", load), rules })}
      </span>
    </>
  );
}

function StudentName({ student }: { student: ChainStepRow["student"] }) {
  const t = useTranslations("runs");
  if (student === null) return <span className="tk-muted">{t("chains.hiddenStudent")}</span>;
  return (
    <Link href={`/students/${student.id}`} title={maskNationalId(student.nationalId)}>
      {t("fullName", { first: student.firstName, last: student.lastName })}
    </Link>
  );
}

function MentorName({ mentor }: { mentor: Mentor }) {
  const t = useTranslations("runs.chains");
  if (mentor.id === null) return <span className="tk-muted">{t("hiddenMentor")}</span>;
  return <Link href={`/mentors/${mentor.id}`}>{mentor.name}</Link>;
}
