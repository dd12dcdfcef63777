import { explainStudent, type StudentExplanation } from "@/lib/allocation/queries";
import { explainMentorOfRun } from "@/lib/allocation/story/queries";
import { formatNumber } from "@/lib/i18n/format";
import { AppError } from "@/lib/shared/errors";
import { parseNationalId } from "@/lib/shared/national-id";
import { type Call, command, type Outcome, usage } from "./command";
import { requireRun } from "./run-report";
import { mentorId, required, runId, word } from "./values";
import type { Words } from "./words";

const RANKED_SHOWN = 5;

const funnelLines = ({ explanation }: StudentExplanation, { t, locale }: Words): string[] => [
  t("cli.explain.mentors", { mentors: explanation.mentors }),
  ...explanation.funnel.map(({ rule, fallen, left }) => {
    const why = fallen
      .map(({ code, mentors }) => `${t(`runs.codes.${code}`)}: ${formatNumber(locale, mentors)}`)
      .join(" · ");
    return `  ${t(`runs.rules.${rule}`)}: ${t("cli.explain.left", { left })}${why ? ` (${why})` : ""}`;
  }),
];

const rankingLines = ({ explanation, names }: StudentExplanation, { t }: Words): string[] =>
  (explanation.fallback ?? explanation.ranking)
    .slice(0, RANKED_SHOWN)
    .map(({ id, load, capacity }, i) =>
      t("cli.explain.ranked", { rank: i + 1, id: String(id), name: names[id] ?? "", load, capacity }),
    );

/** The smallest sets of relaxations, those that tie on lines of their own. */
const relaxationLines = ({ explanation }: StudentExplanation, { t, locale }: Words): string[] => {
  if (explanation.relaxations.length === 0) return [];
  const list = new Intl.ListFormat(locale);
  return [
    t("cli.explain.relaxations"),
    ...explanation.relaxations.map(({ codes, mentors, places }) =>
      t("cli.explain.relaxation", {
        cures: list.format(codes.map((code) => t(`runs.cures.${code}`))),
        mentors,
        places,
      }),
    ),
  ];
};

/** Why a mentor got few or nobody, in the newest run that decided or the one asked for. */
async function tellMentor(
  id: number,
  run: string | undefined,
  { staff, words: { t } }: Pick<Call, "staff" | "words">,
): Promise<Outcome> {
  const runId = run ? (await requireRun(staff, run)).id : undefined;
  const document = required(await explainMentorOfRun(staff, { mentorId: id, runId }));
  const { taken, loadBefore, loadAfter, capacity, out, kept, elsewhere, unplaced } = document.explanation;
  const lines = [
    t("cli.explain.mentorRun", { number: String(document.run.number) }),
    t("cli.explain.mentor", { id: String(id), taken, loadBefore, loadAfter, capacity }),
    ...(out === null ? [] : [t("cli.explain.mentorOut", { reason: t(`runs.codes.${out}`) })]),
    ...kept.map(({ code, students }) =>
      t("cli.explain.mentorKept", { reason: t(`runs.codes.${code}`), students }),
    ),
    t("cli.explain.mentorElsewhere", { elsewhere }),
    t("cli.explain.mentorUnplaced", { unplaced }),
  ];
  return { document, lines };
}

/** Why this mentor, or why none, in the newest run that decided or the one asked for. */
const explain = command({
  name: "explain",
  args: ["nationalId"],
  input: { nationalId: word.optional(), mentor: mentorId.optional(), run: runId.optional() },
  run: async ({ nationalId, mentor, run }, { staff, words }) => {
    if (mentor !== undefined && nationalId === undefined)
      return await tellMentor(mentor, run, { staff, words });
    if (nationalId === undefined) throw usage("missing", { name: "NATIONAL_ID" });
    const read = parseNationalId(nationalId);
    if (!read.ok) throw new AppError("E_INVALID_NID", { reason: read.code });
    const asked = run ? { runId: (await requireRun(staff, run)).id } : {};
    const told = required(await explainStudent(staff, { nationalId: read.value, ...asked }));
    const { chosen, reason } = told.explanation;
    const verdict =
      chosen === null
        ? words.t("cli.explain.nobody", { reason: reason ? words.t(`runs.reasons.${reason}`) : "—" })
        : words.t("cli.explain.chosen", { id: String(chosen), name: told.names[chosen] ?? "" });
    const lines = [
      verdict,
      ...funnelLines(told, words),
      ...rankingLines(told, words),
      ...relaxationLines(told, words),
    ];
    return { document: told, lines };
  },
});

export const commands = [explain];
