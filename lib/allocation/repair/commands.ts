import { Prisma, type Run } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import type { Can } from "@/lib/auth/permissions";
import { sha256 } from "@/lib/db/digest";
import { inTx, type Tx } from "@/lib/db/tx";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { planText } from "../canonical";
import { certify } from "../certificate";
import type { Plan } from "../plan";
import { planBy } from "../policy";
import { readStoredSnapshot } from "../pool/queries";
import { type Chain, repairChains, withChains } from "../repair";
import type { Snapshot } from "../schema";
import { lockOwnRun, moveRun } from "../sql";
import { acceptedOf } from "./decided";
import type { ChooseChains, StoredRepair } from "./schema";
import { readReasons, rewriteItems } from "./sql";

type ChooseRefusal = "NOT_FOUND" | "CENTER_OUT_OF_SCOPE" | "STALE_VERSION" | "RUN_STATE" | "INVALID_INPUT";

/** What a run stands at after its chains were chosen. `moved` = students who were placed before and change mentors. */
export type Chosen = {
  readonly runId: string;
  readonly offered: number;
  readonly accepted: number;
  readonly moved: number;
  readonly placed: number;
  readonly needsNewMentor: number;
  readonly planHash: string;
};

const positionOf = (chain: Chain): number => chain[0]!.student + 1;

/** Positions of the chains that hold after a change, of those offered; null when one named is not offered. */
function choiceOf(
  offered: readonly number[],
  accepted: readonly number[],
  input: ChooseChains,
): Set<number> | null {
  const named = input.chains.length === 0 ? offered : input.chains;
  if (named.some((position) => !offered.includes(position))) return null;
  const change = new Set(named);
  return input.change === "ACCEPT"
    ? new Set([...accepted, ...change])
    : new Set(accepted.filter((position) => !change.has(position)));
}

/** Chains as a run stores them; the reason of a first student is that of the decision before any chain. */
async function toStored(tx: Tx, run: Run, chains: readonly Chain[]): Promise<StoredRepair["accepted"]> {
  const known = new Map(acceptedOf(run.repair).map((one) => [one.steps[0]!.position, one.reason]));
  const reasons = await readReasons(tx, run.id, chains.map(positionOf));
  return chains.map((chain) => ({
    reason: known.get(positionOf(chain)) ?? reasons.get(positionOf(chain)) ?? null,
    steps: chain.map(({ student, from, to }) => ({ position: student + 1, from, to })),
  }));
}

type Repair = { readonly snapshot: Snapshot; readonly base: Plan; readonly offered: readonly Chain[] };

/** Writes the plan with these chains: decisions with loads at each turn, counts, hash, certificate. */
async function storeRepaired(
  tx: Tx,
  run: Run,
  { snapshot, base, chains }: Omit<Repair, "offered"> & { chains: readonly Chain[] },
): Promise<Run> {
  const plan = withChains(base, chains);
  const accepted = await toStored(tx, run, chains);
  const planHash = sha256(planText(plan));
  const hashes = { inputHash: run.inputHash ?? "", planHash, digest: sha256 };
  await rewriteItems(tx, run.id, { plan, base, before: acceptedOf(run.repair) });
  return await moveRun(tx, run.id, {
    planHash,
    certificate: certify(snapshot, plan, hashes),
    repair: accepted.length === 0 ? Prisma.DbNull : { accepted },
    placed: plan.placed,
    needsNewMentor: plan.students.length - plan.placed,
  });
}

async function readRepair(tx: Tx, runId: string): Promise<Repair> {
  const snapshot = await readStoredSnapshot(tx, runId);
  const base = planBy(snapshot);
  return { snapshot, base, offered: repairChains(base, snapshot.switches) };
}

const toChosen = (run: Run, offered: readonly Chain[], chains: readonly Chain[]): Chosen => ({
  runId: run.id,
  offered: offered.length,
  accepted: chains.length,
  moved: chains.reduce((sum, chain) => sum + chain.length - 1, 0),
  placed: run.placed,
  needsNewMentor: run.needsNewMentor,
  planHash: run.planHash ?? "",
});

/**
 * Accepts chains of swaps of a plan, or takes them back, before it is published: the decisions and the load at each turn are
 * written anew, plan hash and certificate follow. Choosing what is chosen already changes nothing. Refuses RUN_STATE unless
 * PLANNED, INVALID_INPUT {chains} for a chain that is not offered. Source: Design §4.
 */
export const chooseChains = (
  staff: Can<"alloc:run">,
  input: ChooseChains,
): Promise<Result<Chosen, ChooseRefusal>> =>
  inTx(
    async (tx) => {
      const found = await lockOwnRun(tx, staff, input);
      if (!found.ok) return found;
      const run = found.value;
      if (run.state !== "PLANNED") return refuse("RUN_STATE", { state: run.state });
      const { offered, ...pool } = await readRepair(tx, run.id);
      const before = acceptedOf(run.repair).map((one) => one.steps[0]!.position);
      const choice = choiceOf(offered.map(positionOf), before, input);
      if (choice === null) return refuse("INVALID_INPUT", { chains: input.chains.slice(0, 20) });
      const chains = offered.filter((chain) => choice.has(positionOf(chain)));
      if (choice.size === before.length && before.every((one) => choice.has(one)))
        return ok(toChosen(run, offered, chains));
      const repaired = await storeRepaired(tx, run, { ...pool, chains });
      const chosen = toChosen(repaired, offered, chains);
      await recordAudit(tx, staff, {
        action: "allocation.run.repair",
        resourceType: "run",
        resourceId: run.id,
        diff: {
          accepted: [before.length, chosen.accepted],
          placed: [run.placed, chosen.placed],
          planHash: [run.planHash, chosen.planHash],
        },
      });
      return ok(chosen);
    },
    { timeoutMs: 120_000 },
  );
