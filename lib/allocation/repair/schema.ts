import { z } from "zod";
import { runRefSchema } from "../schema";

/**
 * An accepted chain as a run stores it: steps by position (1-based, id order), and why its first student had no mentor, so that
 * it can be taken back. With the snapshot they make up the repaired plan again. Source: Contracts §4.
 */
export const storedRepairSchema = z.object({
  accepted: z.array(
    z.object({
      reason: z.string().nullable(),
      steps: z.array(
        z.object({ position: z.int32().positive(), from: z.int32().nullable(), to: z.int32().positive() }),
      ),
    }),
  ),
});
export type StoredRepair = z.infer<typeof storedRepairSchema>;

/** Accepts chains of a planned run or takes them back. A chain is named by the position of its first student; none named = all. */
export const chooseChainsSchema = runRefSchema.extend({
  change: z.enum(["ACCEPT", "TAKE_BACK"]),
  chains: z.array(z.int32().positive()).max(20_000).default([]),
});
export type ChooseChains = z.output<typeof chooseChainsSchema>;
