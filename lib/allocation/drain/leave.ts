import { OUT_CODES } from "@/lib/mentor/availability";
import type { PoolMentor } from "../schema";

const order = (code: (typeof OUT_CODES)[number] | null): number =>
  code === null ? OUT_CODES.length : OUT_CODES.indexOf(code);

/** A mentor who leaves: out of the pool as NOT_ACCEPTING, unless a code that comes before it applies. Source: Contracts §3. */
export const leaving = (mentor: PoolMentor): PoolMentor =>
  order(mentor.out) < order("NOT_ACCEPTING") ? mentor : { ...mentor, out: "NOT_ACCEPTING" };
