import { certify } from "@/lib/allocation/certificate";
import { explainPosition, explainUnplaced } from "@/lib/allocation/explain";
import { planOptimal } from "@/lib/allocation/optimal";
import { type Plan, planSequential } from "@/lib/allocation/plan";
import type { Snapshot } from "@/lib/allocation/schema";
import { sha256 } from "@/lib/db/digest";
import { instanceOf } from "./instance";

const SIZES = [
  { students: 1_000, mentors: 100, runs: 15 },
  { students: 10_000, mentors: 500, runs: 15, barMs: 50, provenBarMs: 50 },
  { students: 100_000, mentors: 5_000, runs: 5, barMs: 600, provenBarMs: null },
  { students: 1_000_000, mentors: 10_000, runs: 2, barMs: 8_000 },
] as const;
const EXPLAIN_AT = 10_000;
const BARS = { explainOneMs: 50, explainUnplacedMs: 1_000, peakMb: 2_048 };

const label = (n: number): string =>
  n >= 1_000_000 ? `${n / 1_000_000}M` : n >= 1_000 ? `${n / 1_000}k` : String(n);
const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1]!;

function timed<T>(work: () => T): { ms: number; value: T } {
  const started = performance.now();
  const value = work();
  return { ms: performance.now() - started, value };
}

/** Explanations of one plan: one student at the end, where the loads take longest to gather, and everyone unplaced. */
function explainRows(plan: Plan, { switches }: Snapshot) {
  const last = plan.students.length - 1;
  const one = median(Array.from({ length: 15 }, () => timed(() => explainPosition(plan, switches, last)).ms));
  const all = median(Array.from({ length: 5 }, () => timed(() => explainUnplaced(plan, switches)).ms));
  return [
    { what: "explain one of 10k×500", value: one, unit: "ms", bar: BARS.explainOneMs },
    {
      what: `explain all ${last + 1 - plan.placed} unplaced of 10k×500`,
      value: all,
      unit: "ms",
      bar: BARS.explainUnplacedMs,
    },
  ];
}

/** The optimal plan with its certificate, and the certificate of the sequential one, as ratios to the sequential plan. */
function provenRows(
  sequential: Plan,
  snapshot: Snapshot,
  measured: { name: string; ms: number; runs: number; barMs: number | null },
) {
  const hashes = { inputHash: "", planHash: "", digest: sha256 };
  const optimal = { ...snapshot, policy: "optimal" as const };
  const proven = () => {
    const plan = planOptimal(optimal);
    return { plan, certificate: certify(optimal, plan, hashes) };
  };
  const times = Array.from({ length: measured.runs }, () => timed(proven));
  const both = median(times.map((one) => one.ms));
  const { plan, certificate } = times[0]!.value;
  const alone = median(
    Array.from({ length: measured.runs }, () => timed(() => certify(snapshot, sequential, hashes)).ms),
  );
  const baseline = { unit: "ms", baseline: measured.ms };
  const missed = certificate.maximum - sequential.placed;
  return [
    {
      what: `${measured.name} optimal + certificate, ${plan.placed} placed ÷ sequential plan`,
      value: both,
      ratio: both / measured.ms,
      ...baseline,
    },
    ...(measured.barMs === null
      ? []
      : [{ what: `${measured.name} optimal + certificate`, value: both, unit: "ms", bar: measured.barMs }]),
    {
      what: `${measured.name} certificate of the sequential plan (gap ${missed}) ÷ the plan`,
      value: alone,
      ratio: alone / measured.ms,
      ...baseline,
    },
  ];
}

/** With the fallback switch school students may also go to normal mentors: more to look at for each of them. */
function fallbackRow(snapshot: Snapshot, ms: number) {
  const open = { ...snapshot, switches: { ...snapshot.switches, schoolFallback: true } };
  const times = Array.from({ length: 15 }, () => timed(() => planSequential(open)));
  const value = median(times.map((one) => one.ms));
  const what = `10k × 500 with the fallback switch, ${times[0]!.value.placed} placed ÷ without it`;
  return { what, value, baseline: ms, ratio: value / ms, unit: "ms" };
}

/** Plans of growing size in memory (Design §9); the exponent is that of the time over the number of students. */
export const bench = {
  name: "plan",
  run: async () => {
    const rows = [];
    let before: { students: number; ms: number } | null = null;
    for (const size of SIZES) {
      const { students, mentors } = size;
      const snapshot = instanceOf(students, mentors);
      const measured = Array.from({ length: size.runs }, () => timed(() => planSequential(snapshot)));
      const ms = median(measured.map((one) => one.ms));
      const what = `${label(students)} × ${label(mentors)}, ${measured[0]!.value.placed} placed`;
      rows.push({ what, value: ms, unit: "ms", ...("barMs" in size ? { bar: size.barMs } : {}) });
      if (before !== null) {
        const exponent = Math.log(ms / before.ms) / Math.log(students / before.students);
        rows.push({
          what: `growth ${label(before.students)} → ${label(students)}`,
          value: exponent,
          unit: "exp",
        });
      }
      before = { students, ms };
      if ("provenBarMs" in size) {
        const name = `${label(students)} × ${label(mentors)}`;
        const measuredOf = { name, ms, runs: size.runs, barMs: size.provenBarMs };
        rows.push(...provenRows(measured[0]!.value, snapshot, measuredOf));
      }
      if (students === EXPLAIN_AT)
        rows.push(fallbackRow(snapshot, ms), ...explainRows(measured[0]!.value, snapshot));
    }
    const peakMb = process.resourceUsage().maxRSS / 1024;
    rows.push({ what: "peak memory up to 1M × 10k", value: peakMb, unit: "MB", bar: BARS.peakMb });
    return rows;
  },
};
