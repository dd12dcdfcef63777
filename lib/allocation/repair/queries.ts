import type { Run } from "@db";
import { type Can, inScope } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { keepNewest } from "@/lib/shared/kept";
import { ok, type Result, refuse } from "@/lib/shared/result";
import type { Plan } from "../plan";
import { planBy } from "../policy";
import { readStoredSnapshot } from "../pool/queries";
import { findRun, type Replay, replayRun } from "../queries";
import { type Chain, repairChains } from "../repair";
import { selectMentorNames } from "../review/sql";
import { failingRules } from "../rules";
import { acceptedOf } from "./decided";

/** A student as the run page shows them; null = of a centre the viewer does not see. */
export type ChainStudent = {
  readonly id: string;
  readonly nationalId: string;
  readonly firstName: string;
  readonly lastName: string;
};

/** A mentor of a chain with the load at the end of the plan without any chain; outside the viewer's centres nothing at all. */
export type ChainMentor =
  | { readonly id: number; readonly name: string; readonly capacity: number; readonly load: number }
  | { readonly id: null };

/** One step: who goes from where (null = has no mentor) to where, and the load there before and after the whole chain. */
export type ShownStep = {
  readonly position: number;
  readonly student: ChainStudent | null;
  readonly from: ChainMentor | null;
  readonly to: ChainMentor;
  /** Load of `to` when the chain is done: that of the last mentor rises by one, the others give a seat and get one. Null where `to` is hidden. */
  readonly loadAfter: number | null;
  /** Rules other than capacity that hold for student and `to`; fewer than all only under the fallback switch. */
  readonly rules: number;
};

export type ShownChain = {
  /** Position of its first student: its name within the run. */
  readonly chain: number;
  readonly accepted: boolean;
  readonly steps: readonly ShownStep[];
};

export type ChainPage = {
  readonly offered: number;
  readonly accepted: number;
  /** Students placed by the plan who change mentors if all are accepted. */
  readonly moved: number;
  readonly rows: readonly ShownChain[];
};

/** The rules beside capacity. */
const RULES_BESIDE_CAPACITY = 5;

/** Reads the students of a page of chains, within the viewer's centres. */
async function readStudents(staff: Can<"run:read">, runId: string, positions: readonly number[]) {
  const rows = await db().$queryRaw<(ChainStudent & { position: number; centerCode: number })[]>`
    SELECT i.position, s."شناسه"::text AS id, s."کد_ملی" AS "nationalId", s."نام" AS "firstName",
      s."نام_خانوادگی" AS "lastName", s."مرکز_ثبت_نام" AS "centerCode"
    FROM run_items i JOIN "دانش_آموزان" s ON s."کد_ملی" = i.national_id
    WHERE i.run_id = ${runId}::uuid AND i.position = ANY(${[...positions]}::int[])`;
  return new Map(
    rows.flatMap(({ position, centerCode, ...student }) =>
      inScope(staff, centerCode) ? [[position, student] as const] : [],
    ),
  );
}

type Solved = { readonly plan: Plan; readonly chains: readonly Chain[] };
const solved = keepNewest<Solved>(2);

/** All chains of a run on the plan of its snapshot, of which nothing changes once the run is planned. */
const solve = ({ id, inputHash }: Run): Promise<Solved> =>
  solved(`${id} ${inputHash}`, async () => {
    const snapshot = await readStoredSnapshot(db(), id);
    const plan = planBy(snapshot);
    return { plan, chains: repairChains(plan, snapshot.switches) };
  });

/**
 * Chains of swaps of a run, in the order of their first students, each with the facts of its steps: worked out from the stored
 * snapshot, 10–20 ms at 10k×500. None of a run that is no longer PLANNED, but those it was published with. Null when unseen or
 * never planned. Students and mentors of other centres are not named, nor are their codes. Source: Contracts §6.
 */
export async function listChains(
  staff: Can<"run:read">,
  { run: name, offset, size }: { readonly run: string; readonly offset: number; readonly size: number },
): Promise<ChainPage | null> {
  const run = await findRun(staff, name);
  if (run === null || run.planHash === null) return null;
  const { plan, chains: all } = await solve(run);
  const accepted = new Set(acceptedOf(run.repair).map((one) => one.steps[0]!.position));
  const chains = run.state === "PLANNED" ? all : all.filter((chain) => accepted.has(chain[0]!.student + 1));
  const page = chains.slice(offset, offset + size);
  const positions = page.flatMap((chain) => chain.map((step) => step.student + 1));
  const [students, people] = await Promise.all([
    readStudents(staff, run.id, positions),
    selectMentorNames(db(), staff.centers),
  ]);
  const names = new Map(people.flatMap((one) => (one.visible ? [[one.id, one.name] as const] : [])));
  const indexOf = new Map(plan.mentors.map((mentor, m) => [mentor.id, m]));
  const mentorOf = (id: number): ChainMentor => {
    const [m, name] = [indexOf.get(id)!, names.get(id)];
    if (name === undefined) return { id: null };
    return { id, name, capacity: plan.mentors[m]!.capacity, load: plan.loadAfter[m]! };
  };
  const loadAfter = (id: number, rise: number): number | null =>
    names.has(id) ? plan.loadAfter[indexOf.get(id)!]! + rise : null;
  const toShown = (chain: Chain): ShownChain => ({
    chain: chain[0]!.student + 1,
    accepted: accepted.has(chain[0]!.student + 1),
    steps: chain.map(({ student, from, to }, k) => ({
      position: student + 1,
      student: students.get(student + 1) ?? null,
      from: from === null ? null : mentorOf(from),
      to: mentorOf(to),
      loadAfter: loadAfter(to, k === chain.length - 1 ? 1 : 0),
      rules:
        RULES_BESIDE_CAPACITY - failingRules(plan.students[student]!, plan.mentors[indexOf.get(to)!]!).length,
    })),
  });
  return {
    offered: chains.length,
    accepted: accepted.size,
    moved: chains.reduce((sum, chain) => sum + chain.length - 1, 0),
    rows: page.map(toShown),
  };
}

/** `replayRun` as an answer to a click. Refuses NOT_FOUND for a run that is unseen or was never planned. */
export const answerReplay = async (
  staff: Can<"run:read">,
  { runId }: { readonly runId: string },
): Promise<Result<Replay, "NOT_FOUND">> => {
  const replay = await replayRun(staff, runId);
  return replay === null ? refuse("NOT_FOUND") : ok(replay);
};
