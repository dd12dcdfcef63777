import { beforeAll, beforeEach, expect, test } from "vitest";
import { confirmed, standing } from "@/app/api/v1/contract/standing";
import { POST as confirm } from "@/app/api/v1/students/[studentId]/confirm/route";
import { POST as hold } from "@/app/api/v1/students/[studentId]/hold/route";
import { POST as reinstate } from "@/app/api/v1/students/[studentId]/reinstate/route";
import { POST as release } from "@/app/api/v1/students/[studentId]/release/route";
import { POST as withdraw } from "@/app/api/v1/students/[studentId]/withdraw/route";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { useDatabase } from "@/tests/support/db";
import { createMentor, createPlacement } from "@/tests/support/placements";
import { call, tokenWith } from "@/tests/support/rest";
import { expectProblem, expectShape } from "./contract";

useDatabase();
const reason = "به خواست خانواده";
const STEPS = { hold, release, withdraw, reinstate };
let token = "";
let mentorId = 0;
let placed = { id: "", studentId: "" };

beforeAll(async () => {
  token = await tokenWith(["student:write", "assign:write"]);
});
beforeEach(async () => {
  mentorId = await createMentor();
  placed = await createPlacement({ mentorId, status: "TEMP_REVIEW" });
});

type Ask = { studentId?: string; token?: string; body?: object };
const ask = (handler: typeof hold, what: string, { studentId = placed.studentId, body, ...how }: Ask = {}) =>
  call(handler, `/students/${studentId}/${what}`, {
    token: how.token ?? token,
    params: { studentId },
    body: body ?? { reason },
  });
const step = async (name: keyof typeof STEPS, body?: object) =>
  await ask(STEPS[name], name, body === undefined ? {} : { body });
const stored = () => db().student.findUniqueOrThrow({ where: { id: placed.studentId } });

test("a student is held, let go, leaves and comes back, each once and with the reason in the audit log", async () => {
  const held = await expectShape(await step("hold", { reason, version: 1 }), 200, standing);
  expect(held).toEqual({ studentId: placed.studentId, version: 2, stillCounted: false });
  await expectProblem(await step("hold"), 409, "STUDENT_STATE");
  const old = await expectProblem(await step("release", { reason, version: 1 }), 409, "STALE_VERSION");
  expect(old.details).toMatchObject({ version: 2 });
  await expectShape(await step("release"), 200, standing);
  await expectProblem(await step("release"), 409, "STUDENT_STATE");

  const { counter } = await stored();
  await expectShape(await step("withdraw"), 200, standing);
  await expectProblem(await step("withdraw"), 409, "STUDENT_STATE");
  expect(await stored()).toMatchObject({ withdrawn: true, counter });
  expect(await db().assignment.findUniqueOrThrow({ where: { id: placed.id } })).toMatchObject({
    status: "REVERTED",
    endedReason: "WITHDRAWN",
  });
  expect((await db().mentor.findUniqueOrThrow({ where: { id: mentorId } })).ownLoad).toBe(0);
  await expectShape(await step("reinstate"), 200, standing);
  expect(await stored()).toMatchObject({ withdrawn: false, onHold: false });

  const entries = await db().auditLog.findMany({
    where: { resourceId: placed.studentId },
    orderBy: { id: "asc" },
  });
  expect(entries.map(({ action, diff }) => [action, (diff as { reason: string }).reason])).toEqual(
    Object.keys(STEPS).map((name) => [`student.student.${name}`, reason]),
  );
});

test("where a student stands is changed by nobody without leave, out of scope or without a reason", async () => {
  const reader = await tokenWith(["student:read", "assign:write"]);
  const elsewhere = await tokenWith(["student:write"], [2]);
  for (const [name, handler] of Object.entries(STEPS)) {
    await expectProblem(await ask(handler, name, { token: reader }), 403, "FORBIDDEN");
    await expectProblem(await ask(handler, name, { token: elsewhere }), 404, "NOT_FOUND");
    await expectProblem(await ask(handler, name, { studentId: newId() }), 404, "NOT_FOUND");
    await expectProblem(await ask(handler, name, { body: {} }), 422, "INVALID_INPUT");
    await expectProblem(await ask(handler, name, { body: { reason: "  x " } }), 422, "INVALID_INPUT");
  }
  expect(await stored()).toMatchObject({ onHold: false, withdrawn: false, version: 1 });
});

const confirming = (body: object = {}, how: Ask = {}) =>
  ask(confirm, "confirm", { ...how, body: { reason, ...body } });

test("a placement under review is confirmed as it was seen, once", async () => {
  await expectProblem(await confirming({ assignmentId: newId() }), 409, "STALE_VERSION");
  const answer = await expectShape(await confirming({ assignmentId: placed.id }), 200, confirmed);
  expect(answer).toEqual({ studentId: placed.studentId, assignmentId: placed.id });
  expect(await db().assignment.findUniqueOrThrow({ where: { id: placed.id } })).toMatchObject({
    status: "OK",
    mentorId,
  });
  await expectProblem(await confirming(), 409, "STUDENT_STATE");
  const [entry] = await db().auditLog.findMany({ where: { resourceId: placed.studentId } });
  expect(entry).toMatchObject({
    action: "allocation.assignment.confirm",
    diff: { assignmentId: placed.id, reason },
  });
});

test("a placement is confirmed by nobody without leave or out of scope, and past the rules only with leave to override", async () => {
  await expectProblem(await confirming({}, { token: await tokenWith(["student:write"]) }), 403, "FORBIDDEN");
  const elsewhere = await tokenWith(["assign:write"], [2]);
  await expectProblem(await confirming({}, { token: elsewhere }), 404, "NOT_FOUND");
  await expectProblem(await confirming({ reason: "" }), 422, "INVALID_INPUT");
  await db().assignment.update({ where: { id: placed.id }, data: { reviewOrigin: "OVERRIDE" } });
  await expectProblem(await confirming(), 403, "FORBIDDEN");
  expect((await db().assignment.findUniqueOrThrow({ where: { id: placed.id } })).status).toBe("TEMP_REVIEW");
  const admin = await tokenWith(["assign:write", "assign:override"]);
  await expectShape(await confirming({}, { token: admin }), 200, confirmed);
});
