import { compareRuns } from "@/lib/allocation/compare/queries";
import { chooseChains } from "@/lib/allocation/repair/commands";
import { listChains, type ShownChain } from "@/lib/allocation/repair/queries";
import { type Call, command, usage } from "./command";
import { requireRun } from "./run-report";
import { flag, must, required, runId, wordList } from "./values";

const EVERYTHING = { offset: 0, size: 1_000_000 } as const;

/** What differs between two runs, student by student, and why. */
const compare = command({
  name: "run compare",
  args: ["a", "b"],
  input: { a: runId, b: runId },
  run: async ({ a, b }, { staff, words: { t } }) => {
    const { rows, total, ...compared } = required(await compareRuns(staff, { a, b, ...EVERYTHING }));
    const names = { a: String(compared.a.number), b: String(compared.b.number) };
    const lines = [
      t("cli.run.compared", { ...names, same: compared.same, total }),
      ...compared.counts.map(({ students, kind, reason }) =>
        t("cli.run.count", {
          students,
          kind: t(`runs.compare.kinds.${kind}`),
          reason: t(`runs.compare.why.${reason}`),
        }),
      ),
      ...rows.map((row) =>
        t("cli.run.row", {
          nid: row.nationalId,
          a: String(row.mentorA ?? "—"),
          b: String(row.mentorB ?? "—"),
          reason: t(`runs.compare.why.${row.reason}`),
        }),
      ),
    ];
    const differences = rows.map(({ nationalId, kind, reason, mentorA, mentorB, hidden, ...why }) => ({
      ...{ nationalId, kind, reason, mentorA, mentorB, hidden },
      ...{ changedMentor: why.changedMentor, fields: why.fields },
    }));
    return { document: { ...compared, total, differences }, lines };
  },
});

const numbers = wordList.transform((parts, context) => {
  if (parts.every((part) => /^\d{1,9}$/.test(part))) return parts.map(Number);
  context.addIssue({ code: "custom", message: "digits" });
  return [];
});

const chainLine = ({ chain, accepted, steps }: ShownChain, { t }: Call["words"]): string =>
  t("cli.run.chain", {
    chain: String(chain),
    path: steps
      .map(({ position, from, to }) => `${position}: ${from?.id ?? "—"} → ${to.id ?? "—"}`)
      .join(" · "),
    state: t(`runs.chains.${accepted ? "accepted" : "offered"}`),
  });

/** Chains of swaps of a plan; with options it accepts them or takes them back first. */
const chains = command({
  name: "run chains",
  args: ["id"],
  input: { id: runId, accept: numbers.optional(), takeBack: numbers.optional(), acceptAll: flag },
  run: async ({ id, accept, takeBack, acceptAll }, { staff, words }) => {
    const { id: found } = await requireRun(staff, id);
    if (acceptAll && accept) throw usage("either", { name: "--accept-all", other: "--accept" });
    if (takeBack?.length)
      must(await chooseChains(staff, { runId: found, change: "TAKE_BACK", chains: takeBack }));
    if (acceptAll || accept?.length)
      must(await chooseChains(staff, { runId: found, change: "ACCEPT", chains: accept ?? [] }));
    const page = required(await listChains(staff, { run: found, ...EVERYTHING }));
    const { offered, accepted, moved } = page;
    const { planHash } = await requireRun(staff, found);
    const steps = ({ steps }: ShownChain) =>
      steps.map(({ student, from, to }) => ({
        nationalId: student?.nationalId ?? null,
        from: from?.id ?? null,
        to: to.id,
      }));
    return {
      document: {
        ...{ runId: found, planHash, offered, accepted, moved },
        chains: page.rows.map((row) => ({ chain: row.chain, accepted: row.accepted, steps: steps(row) })),
      },
      lines: [
        words.t("cli.run.chains", { offered, accepted, moved }),
        ...page.rows.map((row) => chainLine(row, words)),
      ],
    };
  },
});

export const commands = [compare, chains];
