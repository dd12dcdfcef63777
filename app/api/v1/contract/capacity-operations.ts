import * as capacity from "./capacity";
import { type Operation, ok } from "./operation";

const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** The planner, the what-if and the queue. */
export const CAPACITY: Operation[] = [
  {
    method: "get",
    path: "/capacity-plan",
    id: "planCapacity",
    permission: "run:read",
    summary: "The fewest places with which everyone is placed, and where to add them",
    query: capacity.capacityQuery,
    answers: ok(capacity.capacityReport),
  },
  {
    method: "post",
    path: "/capacity-plan/what-if",
    id: "whatIf",
    permission: "run:read",
    summary: "Before and after some changes; writes nothing",
    body: capacity.whatIfBody,
    answers: ok(capacity.whatIfReport),
  },
  {
    method: "get",
    path: "/waiting/workbook",
    id: "downloadWaiting",
    permission: "export:download",
    summary: "Who waits for a mentor, as a workbook (also needs run:read); audited",
    query: capacity.waitingQuery,
    answers: { 200: { description: "The workbook", media: WORKBOOK } },
  },
  {
    method: "get",
    path: "/runs/{runId}/unplaced",
    id: "downloadUnplaced",
    permission: "export:download",
    summary: "The unplaced of a run as a workbook (also needs run:read); audited",
    query: capacity.unplacedQuery,
    answers: { 200: { description: "The workbook", media: WORKBOOK } },
  },
];
