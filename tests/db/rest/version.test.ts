import { expect, test } from "vitest";
import type { z } from "zod";
import * as hand from "@/app/api/v1/contract/by-hand";
import { mentorPage, studentPage } from "@/app/api/v1/contract/people";
import { POST as changeMentor } from "@/app/api/v1/mentors/[mentorId]/route";
import { POST as createMentor, GET as listMentors } from "@/app/api/v1/mentors/route";
import { POST as correctStudent } from "@/app/api/v1/students/[studentId]/route";
import { POST as createStudent } from "@/app/api/v1/students/route";
import { POST as searchStudents } from "@/app/api/v1/students/search/route";
import { useDatabase } from "../../support/db";
import { createPlacement, createMentor as storeMentor } from "../../support/placements";
import { call, tokenWith } from "../../support/rest";
import { nationalIdOf } from "../intake/files";
import { expectProblem, expectShape, TYPED_STUDENT } from "./contract";

useDatabase();

const mentorOf = async (token: string, id: number) => {
  const { items } = await expectShape(await call(listMentors, "/mentors", { token }), 200, mentorPage);
  return items.find((one) => one.id === id) as z.output<typeof mentorPage>["items"][number];
};
const versionOf = async (token: string, studentId: string) => {
  const answer = await call(searchStudents, "/students/search", { token, body: {} });
  const { items } = await expectShape(answer, 200, studentPage);
  return items.find(({ id }) => id === studentId)?.version;
};

test("of two who edit the mentor they both read the second is told so, and edits on from the answer of the first", async () => {
  const id = await storeMentor();
  const token = await tokenWith(["mentor:read", "mentor:write"]);
  const change = (body: object) =>
    call(changeMentor, `/mentors/${id}`, { token, params: { mentorId: String(id) }, body });
  const { version } = await mentorOf(token, id);
  const changed = await expectShape(await change({ version, capacity: 40 }), 200, hand.mentorChanged);
  const { details } = await expectProblem(await change({ version, capacity: 50 }), 409, "STALE_VERSION");
  expect(details).toEqual({ version: changed.version, at: expect.any(String), by: expect.any(String) });
  expect(await mentorOf(token, id)).toMatchObject({ capacity: 40, version: changed.version });
  const next = await change({ version: changed.version, capacity: 50 });
  expect(await expectShape(next, 200, hand.mentorChanged)).toMatchObject({ version: changed.version + 1 });
});

test("of two who correct the student they both found the second is told so, and corrects on from the answer of the first", async () => {
  const { studentId } = await createPlacement({ mentorId: await storeMentor() });
  const token = await tokenWith(["student:read", "student:write"]);
  const correct = (version: number | undefined, lastName: string) => {
    const body = { version, cells: { lastName }, reason: "تلفنی" };
    return call(correctStudent, `/students/${studentId}`, { token, params: { studentId }, body });
  };
  const version = await versionOf(token, studentId);
  const first = await expectShape(await correct(version, "نو"), 200, hand.studentCorrected);
  const { details } = await expectProblem(await correct(version, "دیگر"), 409, "STALE_VERSION");
  expect(details).toEqual({ version: first.version, at: expect.any(String), by: expect.any(String) });
  expect(await versionOf(token, studentId)).toBe(first.version);
  expect((await correct(first.version, "دیگر")).status).toBe(200);
});

test("an edit that changes nothing answers the version that stands", async () => {
  const id = await storeMentor();
  const token = await tokenWith(["mentor:read", "mentor:write"]);
  const { version, capacity } = await mentorOf(token, id);
  const how = { token, params: { mentorId: String(id) }, body: { version, capacity } };
  const same = await expectShape(await call(changeMentor, `/mentors/${id}`, how), 200, hand.mentorChanged);
  expect(same).toMatchObject({ fields: [], version });
});

test("who has just been created can be edited with the version of that answer", async () => {
  await storeMentor({ managerId: 1 });
  const token = await tokenWith(["mentor:write", "student:write"]);
  const person = { name: "تازه", gender: 1, kind: "NORMAL", managerId: 1, groups: "3", capacity: 30 };
  const mentor = await expectShape(
    await call(createMentor, "/mentors", { token, body: { id: 4002, year: 1404, ...person } }),
    200,
    hand.mentorCreated,
  );
  const change = { token, params: { mentorId: "4002" }, body: { version: mentor.version, capacity: 5 } };
  expect((await call(changeMentor, "/mentors/4002", change)).status).toBe(200);
  const body = { nationalId: nationalIdOf(42), year: 1404, cells: TYPED_STUDENT, reason: "تلفنی" };
  const made = await call(createStudent, "/students", { token, body });
  const { studentId, version } = await expectShape(made, 200, hand.studentCreated);
  const edit = { version, cells: { lastName: "نوتر" }, reason: "تلفنی" };
  const params = { studentId };
  expect((await call(correctStudent, `/students/${studentId}`, { token, params, body: edit })).status).toBe(
    200,
  );
});
