import { explainStudent, type StudentExplanation } from "@/lib/allocation/queries";
import { formatNumber } from "@/lib/i18n/format";
import { AppError } from "@/lib/shared/errors";
import { parseNationalId } from "@/lib/shared/national-id";
import { command } from "./command";
import { requireRun } from "./run-report";
import { required, runId, word } from "./values";
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

/** Why this mentor, or why none, in the newest run that decided or the one asked for. */
const explain = command({
  name: "explain",
  args: ["nationalId"],
  input: { nationalId: word, run: runId.optional() },
  run: async ({ nationalId, run }, { staff, words }) => {
    const read = parseNationalId(nationalId);
    if (!read.ok) throw new AppError("E_INVALID_NID", { reason: read.code });
    const asked = run ? { runId: (await requireRun(staff, run)).id } : {};
    const told = required(await explainStudent(staff, { nationalId: read.value, ...asked }));
    const { chosen, reason } = told.explanation;
    const verdict =
      chosen === null
        ? words.t("cli.explain.nobody", { reason: reason ? words.t(`runs.reasons.${reason}`) : "—" })
        : words.t("cli.explain.chosen", { id: String(chosen), name: told.names[chosen] ?? "" });
    const lines = [verdict, ...funnelLines(told, words), ...rankingLines(told, words)];
    return { document: told, lines };
  },
});

export const commands = [explain];
