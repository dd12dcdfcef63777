import * as manual from "./manual";
import { type Operation, ok } from "./operation";

/** Work by hand on one student. */
export const MANUAL: Operation[] = [
  {
    method: "get",
    path: "/students/{studentId}/candidates",
    id: "listCandidates",
    permission: "assign:write",
    summary: "Every mentor with what stands between them and the student, best first",
    query: manual.listCandidates,
    answers: ok(manual.candidatePage),
  },
  {
    method: "post",
    path: "/students/{studentId}/assignment",
    id: "assignStudent",
    permission: "assign:write",
    summary: "Place a student by hand, or move them to another mentor",
    body: manual.assignment,
    starts: true,
    answers: ok(manual.placed, "Placed"),
  },
  {
    method: "post",
    path: "/students/{studentId}/unassign",
    id: "unassignStudent",
    permission: "assign:write",
    summary: "End a student's placement by hand",
    body: manual.unassign,
    starts: true,
    answers: ok(manual.ended, "Ended"),
  },
  {
    method: "post",
    path: "/students/{studentId}/pin",
    id: "pinStudent",
    permission: "assign:write",
    summary: "Keep a placement out of drain, repair, revert and bulk moves",
    body: manual.pin,
    answers: ok(manual.pinned, "Pinned"),
  },
  {
    method: "post",
    path: "/students/{studentId}/unpin",
    id: "unpinStudent",
    permission: "assign:write",
    summary: "Take the pin away",
    body: manual.pin,
    answers: ok(manual.pinned, "Unpinned"),
  },
];
