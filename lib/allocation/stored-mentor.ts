import { centersOf, outOfPool } from "@/lib/mentor/availability";
import type { Bit, MentorKind, PoolMentor } from "./schema";

/** A mentor as stored, with manager and lists: what a place in the pool is worked out from. All lists ascending. */
export type StoredMentor = {
  readonly id: number;
  readonly name: string;
  readonly alias: number | null;
  readonly gender: Bit;
  readonly kind: MentorKind;
  readonly capacity: number;
  readonly load: number;
  readonly loadYear: number;
  readonly active: boolean;
  readonly accepting: boolean;
  readonly placeholder: boolean;
  readonly managerId: number | null;
  readonly managerActive: boolean | null;
  readonly managerCenters: readonly number[];
  readonly ownCenters: readonly number[];
  readonly groups: readonly number[];
  readonly schools: readonly number[];
};

/** A stored mentor as the pool of a year sees them, stage 0 worked out. Source: Contracts §3. */
export function toPoolMentor(row: StoredMentor, year: number): PoolMentor {
  const manager =
    row.managerId === null ? null : { active: row.managerActive === true, centers: row.managerCenters };
  return {
    id: row.id,
    gender: row.gender,
    kind: row.kind,
    capacity: row.capacity,
    load: row.load,
    groups: row.groups,
    centers: centersOf(manager, row.ownCenters),
    schools: row.schools,
    out: outOfPool({ ...row, manager }, year),
  };
}
