import { beforeEach, expect, test } from "vitest";
import * as shapes from "@/app/api/v1/contract/manual";
import { problem } from "@/app/api/v1/contract/shapes";
import { POST as assign } from "@/app/api/v1/students/[studentId]/assignment/route";
import { GET as candidates } from "@/app/api/v1/students/[studentId]/candidates/route";
import { POST as pin } from "@/app/api/v1/students/[studentId]/pin/route";
import { POST as unassign } from "@/app/api/v1/students/[studentId]/unassign/route";
import { POST as unpin } from "@/app/api/v1/students/[studentId]/unpin/route";
import { db } from "@/lib/db/client";
import { useDatabase } from "../../support/db";
import { makeMentor } from "../../support/pool";
import { answerOf, call, tokenWith } from "../../support/rest";
import { findBreaches } from "../allocation/facts";
import { clearWorld, makeStudents, storeMentors, storeStudents } from "../allocation/world";

useDatabase();
let studentId = "";
beforeEach(async () => {
  await clearWorld();
  await storeMentors([makeMentor(1, { capacity: 1 }), makeMentor(2), makeMentor(3, { gender: 1 })]);
  await storeStudents(makeStudents(1));
  studentId = (await db().student.findFirstOrThrow()).id;
});

const at = (what: string) => `/students/${studentId}/${what}`;
const ask = (token: string, body?: unknown, headers: Record<string, string> = {}) => ({
  token,
  headers,
  params: { studentId },
  ...(body === undefined ? {} : { body }),
});

test("a student is looked at, placed once per key, pinned, moved and ended, each answer as the contract says", async () => {
  const token = await tokenWith(["assign:write"]);
  const page = shapes.candidatePage.parse(
    (await answerOf(await call(candidates, `${at("candidates")}?limit=2`, ask(token)))).body,
  );
  expect(page).toMatchObject({ total: 3, items: [{ mentorId: 1, rank: 1, fit: "FREE" }, { mentorId: 2 }] });
  const rest = shapes.candidatePage.parse(
    (
      await answerOf(
        await call(candidates, `${at("candidates")}?limit=2&cursor=${page.nextCursor}`, ask(token)),
      )
    ).body,
  );
  expect(rest.items).toMatchObject([{ mentorId: 3, fit: "OVERRIDABLE", needs: ["GENDER_MISMATCH"] }]);

  const key = { "idempotency-key": "by-hand-1" };
  const body = { mentorId: 1, reason: "SIBLINGS", assignmentId: null };
  const first = await call(assign, at("assignment"), ask(token, body, key));
  const again = await call(assign, at("assignment"), ask(token, body, key));
  const placed = shapes.placed.parse((await answerOf(first)).body);
  expect((await answerOf(again)).body).toEqual(placed);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  const old = await call(assign, at("assignment"), ask(token, { ...body, mentorId: 2 }));
  expect(problem.parse((await answerOf(old)).body)).toMatchObject({ status: 409, code: "STALE_VERSION" });

  shapes.pinned.parse((await answerOf(await call(unpin, at("unpin"), ask(token, {})))).body);
  const pinned = (await answerOf(await call(pin, at("pin"), ask(token, {})))).body;
  expect(shapes.pinned.parse(pinned)).toMatchObject({ pinned: true });
  const moved = await call(assign, at("assignment"), ask(token, { mentorId: 2, reason: "DISTANCE" }));
  expect(shapes.placed.parse((await answerOf(moved)).body)).toMatchObject({ from: { mentorId: 1 } });
  const ended = await call(
    unassign,
    at("unassign"),
    ask(token, { reason: "OTHER", note: "مهاجرت", after: "POOL" }),
  );
  expect(shapes.ended.parse((await answerOf(ended)).body)).toMatchObject({ mentorId: 2, after: "POOL" });
  expect(await findBreaches()).toEqual([]);
});

test("without the permission 403, out of scope 404, past a rule 409 or 403, without a reason 422", async () => {
  const codeOf = async (token: string, body: unknown) => {
    const answer = await answerOf(await call(assign, at("assignment"), ask(token, body)));
    return [answer.status, answer.body["code"]];
  };
  const token = await tokenWith(["assign:write"]);
  const body = { mentorId: 1, reason: "CORRECTION" };
  expect(await codeOf(await tokenWith(["student:write"]), body)).toEqual([403, "FORBIDDEN"]);
  expect(await codeOf(await tokenWith(["assign:write"], [0]), body)).toEqual([404, "NOT_FOUND"]);
  expect(await codeOf(token, { ...body, mentorId: 3 })).toEqual([409, "RULES_FAILED"]);
  expect(await codeOf(token, { ...body, mentorId: 3, override: true })).toEqual([403, "FORBIDDEN"]);
  expect(await codeOf(token, { mentorId: 1 })).toEqual([422, "INVALID_INPUT"]);
  expect(await codeOf(token, { mentorId: 1, reason: "OTHER" })).toEqual([422, "INVALID_INPUT"]);
  expect(await db().assignment.count()).toBe(0);
});
