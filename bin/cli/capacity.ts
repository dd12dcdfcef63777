import { getCapacityPlan, getWhatIf } from "@/lib/allocation/capacity/queries";
import { readChanges } from "@/lib/allocation/what-if-text";
import { command, type Outcome, usage } from "./command";
import { table } from "./table";
import { codes, must, word, year } from "./values";
import type { Words } from "./words";

type Report = Extract<Awaited<ReturnType<typeof getCapacityPlan>>, { ok: true }>["value"];
type Trial = Extract<Awaited<ReturnType<typeof getWhatIf>>, { ok: true }>["value"];

const planLines = ({ plan, names, placedInTurn }: Report, { t }: Words): string[] => {
  const { students, most, places } = plan;
  const mentors = plan.proposals.map((one) => [
    one.mentorId,
    names[one.mentorId] ?? "",
    one.capacity,
    one.raise,
  ]);
  const profiles = plan.profiles.map((one) => [
    one.gender,
    one.kind,
    one.centers.join(),
    one.groups.join(),
    one.schools.join(),
    one.places,
  ]);
  const head = (keys: readonly string[]) => keys.map((key) => t(`cli.capacity.head.${key}`));
  return [
    t("cli.capacity.proof", { students, most, places }),
    t("cli.capacity.inTurn", { placed: placedInTurn }),
    ...(mentors.length > 0 ? ["", ...table(head(["mentor", "name", "capacity", "add"]), mentors)] : []),
    ...(profiles.length > 0
      ? ["", ...table(head(["gender", "kind", "center", "groups", "schools", "places"]), profiles)]
      : []),
  ];
};

const trialLines = ({ before, after, returning }: Trial, { t }: Words): readonly string[] => {
  const rows = (["students", "placed", "waiting"] as const).map((key) => [
    t(`capacity.whatIf.rows.${key}`),
    before[key],
    after[key],
  ]);
  const head = [t("capacity.whatIf.measure"), t("capacity.whatIf.before"), t("capacity.whatIf.after")];
  return [
    ...table(head, rows),
    ...(returning > 0 ? [t("capacity.whatIf.returning", { n: returning })] : []),
    t("capacity.whatIf.nothingWritten"),
  ];
};

/** The fewest places to add; with `--what-if` before and after some changes, and nothing written. Source: Design §7. */
const capacityPlan = command({
  name: "capacity-plan",
  input: { year, centers: codes.default([]), whatIf: word.optional() },
  run: async ({ whatIf, ...scope }, { staff, words }): Promise<Outcome> => {
    if (whatIf === undefined) {
      const document = must(await getCapacityPlan(staff, scope));
      return { document, lines: planLines(document, words) };
    }
    const changes = readChanges(whatIf);
    if (changes === null || changes.length === 0)
      throw usage("invalid", { name: "--what-if", value: whatIf });
    const document = must(await getWhatIf(staff, { ...scope, changes }));
    return { document, lines: trialLines(document, words) };
  },
});

export const commands = [capacityPlan];
