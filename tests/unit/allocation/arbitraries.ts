import fc from "fast-check";
import { MENTOR_KINDS, type PoolMentor, type PoolStudent, type Snapshot } from "@/lib/allocation/schema";
import { OUT_CODES } from "@/lib/mentor/availability";

const bit = fc.constantFrom(0 as const, 1 as const);
const GROUPS = [1, 3, 5, 27];
const CENTERS = [0, 1, 2];
const SCHOOLS = [101, 102, 103];

const school = fc.option(fc.constantFrom(...SCHOOLS), { nil: null });
const nationalId = fc.integer({ min: 0, max: 9_999_999_999 }).map((n) => String(n).padStart(10, "0"));

/** A student of a small world, so that classes and rivals for a seat are common. Graduates are of type 0. */
const student: fc.Arbitrary<PoolStudent> = fc
  .record({
    nationalId,
    gender: bit,
    group: fc.constantFrom(...GROUPS),
    center: fc.constantFrom(...CENTERS),
    type: bit,
    school,
    eduStatus: bit,
  })
  .map((one) => (one.eduStatus === 0 ? { ...one, type: 0 as const } : one));

const mentor: fc.Arbitrary<PoolMentor> = fc.record({
  id: fc.integer({ min: 1, max: 6999 }),
  gender: bit,
  kind: fc.constantFrom(...MENTOR_KINDS),
  capacity: fc.integer({ min: 0, max: 6 }),
  load: fc.integer({ min: 0, max: 7 }),
  groups: fc.subarray(GROUPS, { minLength: 1 }),
  centers: fc.subarray(CENTERS),
  schools: fc.subarray(SCHOOLS),
  out: fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom(...OUT_CODES) },
  ),
});

/** A snapshot in any order of rows; switches either way. */
export const snapshots: fc.Arbitrary<Snapshot> = fc
  .record({
    students: fc.uniqueArray(student, { selector: (one) => one.nationalId, maxLength: 40 }),
    mentors: fc.uniqueArray(mentor, { selector: (one) => one.id, maxLength: 14 }),
    schoolFallback: fc.boolean(),
  })
  .map(({ students, mentors, schoolFallback }) => ({
    version: 1,
    year: 1404,
    policy: "sequential",
    switches: { schoolFallback },
    centers: [],
    students,
    mentors,
  }));

/** A pool, and the same pool with its students, its mentors and their lists in another order. */
export const reordered: fc.Arbitrary<{ snapshot: Snapshot; other: Snapshot }> = snapshots.chain((snapshot) =>
  fc
    .record({
      students: fc.shuffledSubarray([...snapshot.students], { minLength: snapshot.students.length }),
      mentors: fc.shuffledSubarray([...snapshot.mentors], { minLength: snapshot.mentors.length }),
    })
    .map(({ students, mentors }) => {
      const turned = mentors.map((one) => ({
        ...one,
        groups: [...one.groups].reverse(),
        centers: [...one.centers].reverse(),
        schools: [...one.schools].reverse(),
      }));
      return { snapshot, other: { ...snapshot, students, mentors: turned } };
    }),
);
