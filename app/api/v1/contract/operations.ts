import { BY_HAND } from "./by-hand-operations";
import { CAPACITY } from "./capacity-operations";
import { PROOFS } from "./certificate";
import { explainBody, explainQuery, explanation, mentorExplanation } from "./explanation";
import { IMPORTS } from "./import-operations";
import { LISTS } from "./lists";
import { MANAGERS } from "./managers";
import { MANUAL } from "./manual-operations";
import { type Operation, ok } from "./operation";
import * as people from "./people";
import { REPORTS } from "./report-operations";
import * as reports from "./reports";
import { RUNS } from "./run-operations";
import { SCHOOLS } from "./schools";
import { STANDING } from "./standing";
import { TOGETHER } from "./together";

const PEOPLE: Operation[] = [
  {
    method: "post",
    path: "/students/search",
    id: "searchStudents",
    permission: "student:read",
    summary: "Students by filters or text",
    body: people.searchStudents,
    answers: ok(people.studentPage),
  },
  {
    method: "get",
    path: "/students/{studentId}/explanation",
    id: "explainStudent",
    permission: "run:read",
    summary: "Why a student got this mentor or none",
    query: explainQuery,
    answers: ok(explanation),
  },
  {
    method: "post",
    path: "/explain",
    id: "explainByNationalId",
    permission: "run:read",
    summary: "The same by national id, which stays out of addresses",
    body: explainBody,
    answers: ok(explanation),
  },
  {
    method: "get",
    path: "/mentors/{mentorId}/explanation",
    id: "explainMentor",
    permission: "run:read",
    summary: "Why a mentor got few students of a run or nobody",
    query: explainQuery,
    answers: ok(mentorExplanation),
  },
  {
    method: "get",
    path: "/mentors/{mentorId}/caseload",
    id: "downloadCaseload",
    permission: "export:download",
    summary: "The students a mentor has now, as a workbook to hand over (also needs mentor:read); audited",
    query: people.caseloadQuery,
    answers: { 200: { description: "The workbook", media: "application/octet-stream" } },
  },
  {
    method: "get",
    path: "/mentors",
    id: "listMentors",
    permission: "mentor:read",
    summary: "Mentors with capacity and load",
    query: people.listMentors,
    answers: ok(people.mentorPage),
  },
];

const OPERATION: Operation[] = [
  {
    method: "get",
    path: "/events",
    id: "followEvents",
    permission: null,
    summary:
      "Progress as server-sent events; needs run:read, import:read, export:download or report:read by topic",
    query: reports.eventsQuery,
    answers: { 200: { description: "A stream that resumes with Last-Event-ID", media: "text/event-stream" } },
  },
  {
    method: "get",
    path: "/openapi.json",
    id: "getOpenApi",
    permission: null,
    summary: "This document",
    answers: { 200: { description: "OpenAPI 3.1", media: "application/json" } },
  },
];

/** Every route of REST, once. A test holds it against the route files. */
export const OPERATIONS: readonly Operation[] = [
  ...RUNS,
  ...PROOFS,
  ...IMPORTS,
  ...TOGETHER,
  ...PEOPLE,
  ...MANAGERS,
  ...MANUAL,
  ...STANDING,
  ...BY_HAND,
  ...REPORTS,
  ...CAPACITY,
  ...LISTS,
  ...SCHOOLS,
  ...OPERATION,
];
