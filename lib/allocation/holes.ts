import type { StudentClass } from "./classes";
import type { Bit, MentorKind } from "./schema";

/** Students of one class who have no place. */
export type ClassNeed = { readonly studentClass: StudentClass; readonly students: number };

/** A mentor who does not exist yet: whom they would have to serve, and how many. All lists ascending. */
export type MentorProfile = {
  readonly gender: Bit;
  readonly kind: MentorKind;
  readonly groups: readonly number[];
  readonly centers: readonly number[];
  readonly schools: readonly number[];
  readonly places: number;
};

/** A mentor serves at most four schools. Source: Domain §7. */
const SCHOOLS_MAX = 4;
/** What a mentor has if nobody says otherwise. Source: Domain §4 rule 4 (BR-003). */
const PLACES_MAX = 60;

const ascending = (codes: Iterable<number>): number[] => [...new Set(codes)].sort((a, b) => a - b);

type Corner = { readonly gender: Bit; readonly center: number; readonly holes: ClassNeed[] };

/** Holes by gender and centre: one person can cover those of one corner. */
function corners(holes: readonly ClassNeed[]): Corner[] {
  const found = new Map<string, Corner>();
  for (const hole of holes) {
    const { gender, center } = hole.studentClass;
    const key = `${gender}:${center}`;
    const corner = found.get(key) ?? { gender, center, holes: [] };
    found.set(key, corner);
    corner.holes.push(hole);
  }
  return [...found.values()].sort((a, b) => a.gender - b.gender || a.center - b.center);
}

const sumOf = (holes: readonly ClassNeed[]): number => holes.reduce((sum, hole) => sum + hole.students, 0);

/** School holes in bundles of at most four schools, those with the most students first. */
function bundleSchools(holes: readonly ClassNeed[]): ClassNeed[][] {
  const bySchool = new Map<number | null, ClassNeed[]>();
  for (const hole of holes) {
    const { school } = hole.studentClass;
    bySchool.set(school, [...(bySchool.get(school) ?? []), hole]);
  }
  const schools = [...bySchool].sort(([a, x], [b, y]) => sumOf(y) - sumOf(x) || (a ?? 0) - (b ?? 0));
  const bundles: ClassNeed[][] = [];
  for (let i = 0; i < schools.length; i += SCHOOLS_MAX)
    bundles.push(schools.slice(i, i + SCHOOLS_MAX).flatMap(([, list]) => list));
  return bundles;
}

function profileOf({ gender, center }: Corner, kind: MentorKind, holes: readonly ClassNeed[]): MentorProfile {
  const of = holes.map((hole) => hole.studentClass);
  return {
    gender,
    kind,
    groups: ascending(of.map((one) => one.group)),
    centers: [center],
    schools: ascending(of.flatMap((one) => (one.type === 1 && one.school !== null ? [one.school] : []))),
    places: sumOf(holes),
  };
}

/**
 * Bundles holes into new mentors: one per gender and centre for normal students, one per four schools for school
 * students, and a mentor of both kinds where the two together stay within sixty. Greedy: a suggestion, not a minimum.
 * School students without a school belong to nobody's profile. Source: Design §4.
 */
export function bundleHoles(holes: readonly ClassNeed[]): MentorProfile[] {
  return corners(holes).flatMap((corner) => {
    const normal = corner.holes.filter((hole) => hole.studentClass.type === 0);
    const school = corner.holes.filter(
      (hole) => hole.studentClass.type === 1 && hole.studentClass.school !== null,
    );
    const bundles = bundleSchools(school);
    const last = bundles.at(-1);
    if (last !== undefined && normal.length > 0 && sumOf(last) + sumOf(normal) <= PLACES_MAX)
      return [
        ...bundles.slice(0, -1).map((one) => profileOf(corner, "SCHOOL", one)),
        profileOf(corner, "DUAL", [...last, ...normal]),
      ];
    return [
      ...bundles.map((one) => profileOf(corner, "SCHOOL", one)),
      ...(normal.length > 0 ? [profileOf(corner, "NORMAL", normal)] : []),
    ];
  });
}
