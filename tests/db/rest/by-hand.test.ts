import { beforeEach, expect, test } from "vitest";
import * as shapes from "@/app/api/v1/contract/by-hand";
import { problem } from "@/app/api/v1/contract/shapes";
import { POST as previewMentor } from "@/app/api/v1/mentors/[mentorId]/preview/route";
import { POST as changeMentor } from "@/app/api/v1/mentors/[mentorId]/route";
import { POST as createMentor } from "@/app/api/v1/mentors/route";
import { POST as previewStudent } from "@/app/api/v1/students/[studentId]/preview/route";
import { POST as correctStudent } from "@/app/api/v1/students/[studentId]/route";
import { POST as createStudent } from "@/app/api/v1/students/route";
import { db } from "@/lib/db/client";
import { useDatabase } from "../../support/db";
import { createPlacement, createMentor as storeMentor } from "../../support/placements";
import { answerOf, call, tokenWith } from "../../support/rest";
import { nationalIdOf } from "../intake/files";
import { TYPED_STUDENT } from "./contract";

useDatabase();
beforeEach(async () => {
  await db().$executeRaw`TRUNCATE "تخصیص_ها", "دانش_آموزان", "منتورها", managers CASCADE`;
});

test("a mentor is created once per key, looked at and changed, each answer as the contract says", async () => {
  await storeMentor({ managerId: 1 });
  const token = await tokenWith(["mentor:write"]);
  const body = {
    id: 4001,
    year: 1404,
    name: "تازه",
    gender: 1,
    kind: "NORMAL",
    managerId: 1,
    groups: "3,7:9",
    capacity: 30,
  };
  const once = { token, body, headers: { "idempotency-key": "mentor-by-hand-1" } };
  const made = shapes.mentorCreated.parse((await answerOf(await call(createMentor, "/mentors", once))).body);
  expect(made).toEqual({ mentorId: 4001, version: 1, warnings: [] });
  expect((await answerOf(await call(createMentor, "/mentors", once))).body).toEqual(made);
  const params = { mentorId: "4001" };
  const change = { token, params, body: { version: 1, groups: [3], alias: null, capacity: 40 } };
  const foreseen = await answerOf(await call(previewMentor, "/mentors/4001/preview", change));
  expect(shapes.mentorPreview.parse(foreseen.body)).toMatchObject({
    capacity: [30, 40],
    review: { total: 0 },
  });
  const changed = await answerOf(await call(changeMentor, "/mentors/4001", change));
  expect(shapes.mentorChanged.parse(changed.body)).toMatchObject({ mentorId: 4001, flagged: 0, version: 2 });
  const stale = await answerOf(await call(changeMentor, "/mentors/4001", change));
  expect(problem.parse(stale.body)).toMatchObject({
    status: 409,
    code: "STALE_VERSION",
    details: { version: 2, by: expect.stringContaining("test") },
  });
});

test("a student is created, looked at and corrected; a wrong field is named, and no answer holds the national id", async () => {
  const mentorId = await storeMentor({ groups: [3] });
  const { studentId } = await createPlacement({ mentorId, student: { nationalId: nationalIdOf(40) } });
  const token = await tokenWith(["student:write"]);
  const body = { nationalId: nationalIdOf(41), year: 1404, cells: TYPED_STUDENT, reason: "تلفنی" };
  const made = await answerOf(await call(createStudent, "/students", { token, body }));
  shapes.studentCreated.parse(made.body);
  const twice = await answerOf(await call(createStudent, "/students", { token, body }));
  expect(problem.parse(twice.body)).toMatchObject({
    status: 422,
    details: { fields: { nationalId: "taken" } },
  });
  const params = { studentId };
  const change = { token, params, body: { cells: { groupCode: "5" }, reason: "تلفنی" } };
  const foreseen = await answerOf(await call(previewStudent, `/students/${studentId}/preview`, change));
  expect(shapes.studentPreview.parse(foreseen.body)).toMatchObject({ review: { total: 1 } });
  const done = await answerOf(await call(correctStudent, `/students/${studentId}`, change));
  expect(shapes.studentCorrected.parse(done.body)).toEqual({ studentId, fields: ["groupCode"], version: 2 });
  const wrong = { ...change, body: { cells: { groupCode: "999" }, reason: "تلفنی" } };
  const refused = await answerOf(await call(correctStudent, `/students/${studentId}`, wrong));
  expect(problem.parse(refused.body)).toMatchObject({ details: { fields: { groupCode: "GROUP_UNKNOWN" } } });
  expect(JSON.stringify([made, twice, foreseen, done, refused])).not.toContain(nationalIdOf(40).slice(0, 9));
});

test("a token without the permission is refused, one of other centres finds nothing", async () => {
  const id = await storeMentor({ managerId: 42, centers: [2] });
  const at = { params: { mentorId: String(id) }, body: { capacity: 5 } };
  const reader = await tokenWith(["mentor:read"]);
  expect((await call(changeMentor, `/mentors/${id}`, { ...at, token: reader })).status).toBe(403);
  const abroad = await tokenWith(["mentor:write"], [1]);
  expect((await call(changeMentor, `/mentors/${id}`, { ...at, token: abroad })).status).toBe(404);
});
