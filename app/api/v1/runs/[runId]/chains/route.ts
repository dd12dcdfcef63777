import { chooseChains } from "@/lib/allocation/repair/commands";
import { listChains } from "@/lib/allocation/repair/queries";
import { guarded } from "@/lib/auth/guard";
import { found, json, limited, must, readBody, readQuery, uuidOf } from "../../../answer";
import { chooseChainsBody, listChainsQuery } from "../../../contract/repair";
import { offsetOf, toPage } from "../../../paging";

/** Chains of swaps that lead a plan to the maximum. */
export const GET = guarded(
  "run:read",
  limited(async (staff, request, params) => {
    const { cursor, limit } = readQuery(request, listChainsQuery);
    const run = uuidOf(params["runId"]);
    const page = found(await listChains(staff, { run, offset: offsetOf({ cursor }), size: limit }));
    const { offered, accepted, moved, rows } = page;
    const shown = toPage({ cursor, limit }, { rows, total: offered }, (row) => ({
      chain: row.chain,
      accepted: row.accepted,
      steps: row.steps.map(({ student, from, to, loadAfter }) => ({
        studentId: student?.id ?? null,
        from: from?.id ?? null,
        to: to.id,
        loadBefore: to.id === null ? null : to.load,
        loadAfter,
        capacity: to.id === null ? null : to.capacity,
      })),
    }));
    return json({ ...shown, offered, accepted, moved });
  }),
);

/** Accepts chains of a plan or takes them back. */
export const POST = guarded(
  "alloc:run",
  limited(async (staff, request, params) => {
    const body = await readBody(request, chooseChainsBody);
    return json(must(await chooseChains(staff, { runId: uuidOf(params["runId"]), ...body })));
  }),
);
