import { OUT_CODES } from "@/lib/mentor/availability";
import type { Explanation } from "./explain";
import { RULES } from "./rules";

/** Why a student stays without a mentor, in one code. */
export type UnplacedReason = NonNullable<Explanation["reason"]>;

/** All of them, in the order mentors are asked: stage 0, the six rules, nobody to ask. */
export const UNPLACED_REASONS: readonly UnplacedReason[] = [
  ...OUT_CODES,
  ...RULES.flatMap(({ codes }) => [...codes]),
  "NO_MENTORS",
];
