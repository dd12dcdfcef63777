import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PoolMentor, PoolStudent, Snapshot } from "@/lib/allocation/schema";

type RawStudent = {
  national_id: string;
  gender: 0 | 1;
  edu_status: 0 | 1;
  reg_center: number;
  group_code: number;
  student_type: 0 | 1;
  school_code: number | null;
};
type RawMentor = {
  mentor_id: number;
  gender: 0 | 1;
  type: PoolMentor["kind"];
  capacity: number;
  current_load: number;
  allowed_groups: number[];
  allowed_centers: number[];
  special_schools: number[];
};

const FOLDER = join(process.cwd(), "tests/golden/allocation-1k-100");

const toStudent = (raw: RawStudent): PoolStudent => ({
  nationalId: raw.national_id,
  gender: raw.gender,
  group: raw.group_code,
  center: raw.reg_center,
  type: raw.student_type,
  school: raw.school_code,
  eduStatus: raw.edu_status,
});

const toMentor = (raw: RawMentor): PoolMentor => ({
  id: raw.mentor_id,
  gender: raw.gender,
  kind: raw.type,
  capacity: raw.capacity,
  load: raw.current_load,
  groups: raw.allowed_groups,
  centers: raw.allowed_centers,
  schools: raw.special_schools,
  out: null,
});

/** The golden case: its snapshot and the expected lines `national_id,mentor_id`. */
export function goldenCase(): { snapshot: Snapshot; lines: string[] } {
  const raw = JSON.parse(readFileSync(join(FOLDER, "instance.json"), "utf8")) as {
    students: RawStudent[];
    mentors: RawMentor[];
  };
  const lines = readFileSync(join(FOLDER, "expected.csv"), "utf8").trimEnd().split("\n").slice(1);
  const snapshot: Snapshot = {
    version: 1,
    year: 1404,
    policy: "sequential",
    switches: { schoolFallback: false },
    centers: [],
    students: raw.students.map(toStudent),
    mentors: raw.mentors.map(toMentor),
  };
  return { snapshot, lines };
}

export const GOLDEN_PLAN_HASH = "0ef0281d0a53cc258a65705947c07af48b6572f4ab624aee6f3d032ed421a1bc";
