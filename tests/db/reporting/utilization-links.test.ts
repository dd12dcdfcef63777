import { beforeEach, expect, test } from "vitest";
import { getCapacityPlan } from "@/lib/allocation/capacity/queries";
import { CAPACITY_VIEW, capacityCenter } from "@/lib/allocation/capacity/schema";
import { listWaiting } from "@/lib/allocation/need/queries";
import { inScope } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { managersAsked, mentorsAsked, mentorYear, waitingAsked } from "@/lib/lists/asked";
import { SPECS } from "@/lib/lists/pages";
import { managerPage } from "@/lib/mentor/directory/manager-page";
import { listManagers, listMentorIds, listMentors } from "@/lib/mentor/directory/queries";
import {
  demandLinks,
  managerLink,
  neededLink,
  reliefLink,
  totalLinks,
} from "@/lib/reporting/utilization/links";
import { getManagerHeat, getNeededPlaces, getOutlook, getSpread } from "@/lib/reporting/utilization/queries";
import { readView } from "@/lib/shared/view";
import { listCenters } from "@/lib/student/queries";
import { actorOf } from "../../support/actors";
import { createMentor } from "../../support/placements";
import { makeStudents, storeStudents, useWorld, YEAR } from "../allocation/world";

useWorld();
const everybody = actorOf("ADMIN");
const golestan = actorOf("MANAGER", { centers: [1] });

/** Who looks, and at what: everything, one centre of all, the own centre, and a year whose loads nobody has yet. */
const LOOKS = [
  [everybody, { year: YEAR, center: null }],
  [everybody, { year: YEAR, center: 1 }],
  [golestan, { year: YEAR, center: null }],
  [everybody, { year: YEAR - 1, center: null }],
] as const;

const searchOf = (link: string) => Object.fromEntries(new URL(link, "http://localhost").searchParams);
/** The ids the list behind a link shows, all pages; the bulk bar chooses the same. */
const mentorsBehind = async (staff: typeof everybody, link: string): Promise<number[]> => {
  const asked = mentorsAsked(readView(searchOf(link), SPECS.mentors), YEAR);
  const { rows, totals } = await listMentors(staff, { ...asked, size: 1_000 });
  expect(totals.mentors).toBe(rows.length);
  expect(await listMentorIds(staff, asked)).toHaveLength(rows.length);
  return rows.map(({ id }) => id);
};
const countBehind = async (staff: typeof everybody, link: string) =>
  (await mentorsBehind(staff, link)).length;

/** Mentors of every standing, kind and gender, some with centres of their own, and students who wait for some of them. */
beforeEach(async () => {
  const kinds = ["NORMAL", "SCHOOL", "DUAL"] as const;
  for (const [i, kind] of kinds.entries()) {
    const shared = { kind, managerId: 20 + i, centers: [1, 2], gender: i % 2, groups: [27] };
    await createMentor(shared);
    await createMentor({ ...shared, baseLoad: 5 });
    await createMentor({ ...shared, capacity: 4, baseLoad: 4 });
    await createMentor({ ...shared, capacity: 4, baseLoad: 9 });
    const narrow = await createMentor({ ...shared, baseLoad: 1 });
    await db().mentorCenter.create({ data: { mentorId: narrow, centerCode: 2 } });
    await createMentor({ ...shared, accepting: false });
    await createMentor({ ...shared, accepting: false, capacity: 3, baseLoad: 3 });
    await createMentor({ ...shared, active: false, baseLoad: 2 });
    await createMentor({ ...shared, loadYear: YEAR - 1 });
    await createMentor({ ...shared, name: "در انتظار تخصیص" });
    await createMentor({ kind, managerId: 30, centers: [], baseLoad: 1 });
    await createMentor({ kind, managerId: 40, centers: [1] });
  }
  await db().mentor.updateMany({ where: { managerId: 40, kind: "NORMAL" }, data: { managerId: null } });
  await db().manager.update({ where: { id: 40 }, data: { active: false } });
  await storeStudents([
    ...makeStudents(3, { center: 1 }),
    ...makeStudents(2, { center: 2, gender: 1 }, 20),
    ...makeStudents(4, { center: 2, type: 1, school: 650 }, 40),
  ]);
});

test("the sums above every view open exactly the mentors they count, and the lists below begin them", async () => {
  for (const [staff, filter] of LOOKS) {
    const { totals, over, idle } = await getSpread(staff, filter);
    const links = totalLinks(filter);
    expect(await countBehind(staff, links.mentors)).toBe(totals.mentors);
    const behind = {
      over: await mentorsBehind(staff, links.over),
      idle: await mentorsBehind(staff, links.idle),
    };
    expect([behind.over.length, behind.idle.length]).toEqual([totals.over, totals.idle]);
    expect(behind.over.slice(0, over.length)).toEqual(over.map(({ id }) => id));
    expect(behind.idle.slice(0, idle.length)).toEqual(idle.map(({ id }) => id));
  }
});

test("each way to relief opens the mentors of its one reason who have places, also those whose load is of another year", async () => {
  const told: string[] = [];
  for (const [staff, filter] of LOOKS)
    for (const way of (await getOutlook(staff, filter)).relief) {
      told.push(way.code);
      expect([way.code, await countBehind(staff, reliefLink(filter, way))]).toEqual([way.code, way.mentors]);
    }
  expect([...new Set(told)].sort()).toEqual([
    "LOAD_OTHER_YEAR",
    "MANAGER_WITHOUT_CENTER",
    "MENTOR_INACTIVE",
    "NOT_ACCEPTING",
    "NO_MANAGER",
  ]);
});

test("a cell of managers and centres opens the mentors who may take students of that centre, not all of the manager's", async () => {
  for (const [staff, filter] of LOOKS) {
    const { rows } = await getManagerHeat(staff, filter);
    expect(rows.length).toBeGreaterThan(0);
    const { year } = filter;
    for (const { id, cells, total } of rows) {
      expect(await countBehind(staff, managerLink({ year, manager: id, serves: null }))).toBe(total.mentors);
      for (const [center, { mentors }] of cells)
        expect([
          id,
          center,
          await countBehind(staff, managerLink({ year, manager: id, serves: center })),
        ]).toEqual([id, center, mentors]);
    }
  }
  const { rows } = await getManagerHeat(everybody, LOOKS[0][1]);
  const [first] = rows;
  expect(first?.cells.get(2)?.mentors).toBe((first?.cells.get(1)?.mentors ?? 0) + 1);
});

test("a cell of managers and centres opens the list in the year it counts, not in the newest", () => {
  for (const [, { year }] of LOOKS)
    for (const serves of [null, 1]) {
      const { filters } = readView(searchOf(managerLink({ year, manager: 20, serves })), SPECS.mentors);
      expect(mentorYear(filters, YEAR + 1)).toBe(year);
    }
});

test("the places that are lacking open the planner where it counts as many, in a chosen centre those of that centre", async () => {
  await storeStudents(makeStudents(2, { center: 1, type: 1, school: 650 }, 60));
  const told = [];
  for (const [staff, filter] of LOOKS) {
    const needed = await getNeededPlaces(staff, filter);
    told.push(needed?.places ?? 0);
    const view = readView(searchOf(neededLink(filter)), CAPACITY_VIEW);
    const centers = (await listCenters(staff)).filter(({ code }) => inScope(staff, code));
    const center = capacityCenter(view, centers);
    const shown = await getCapacityPlan(staff, {
      year: Number(view.filters["year"]),
      centers: center ? [center.code] : [],
    });
    expect(shown.ok && shown.value.plan.places).toBe(needed?.places ?? 0);
  }
  // Told apart: all centres, one of them, and a year nobody waits in.
  expect(new Set(told).size).toBe(3);
});

test("who waits for a combination and who could take them open as many students and mentors as are told", async () => {
  for (const [staff, filter] of LOOKS) {
    const { demand, open } = await getOutlook(staff, filter);
    for (const row of [...demand, ...open]) {
      const links = demandLinks(filter, row);
      expect(await countBehind(staff, links.mentors)).toBe(row.mentors);
      const asked = waitingAsked(readView(searchOf(links.students), SPECS.waiting).filters, filter.year);
      const { students } = await listWaiting(staff, { ...asked, offset: 0, size: 1_000 });
      expect(students).toBe(row.students);
    }
    if (filter.year === YEAR) expect(open.length).toBeGreaterThan(0);
  }
  const { demand } = await getOutlook(everybody, LOOKS[0][1]);
  expect(demand.map(({ students }) => students).sort()).toEqual([2, 3, 4]);
});

test("the managers who keep mentors out are found by why: without a centre, or not at work", async () => {
  const managers = await listManagers(everybody);
  const idsIn = (state: string) =>
    managerPage(managers, managersAsked(readView({ state }, SPECS.managers))).rows.map(({ id }) => id);
  expect([idsIn("WITHOUT_CENTER"), idsIn("INACTIVE")]).toEqual([[30], [40]]);
  expect(idsIn("ACTIVE")).toEqual(expect.arrayContaining([20, 21, 22, 30]));
});
