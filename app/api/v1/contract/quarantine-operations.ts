import { type Operation, ok } from "./operation";
import * as quarantine from "./quarantine";

/** Rows that wait for somebody, over all batches. */
export const QUARANTINE: Operation[] = [
  {
    method: "get",
    path: "/quarantine",
    id: "listQuarantine",
    permission: "import:read",
    summary: "Quarantined rows of all batches, oldest first, with who has taken them on",
    query: quarantine.listQuarantine,
    answers: ok(quarantine.quarantinePage),
  },
  {
    method: "post",
    path: "/quarantine/assign",
    id: "assignQuarantine",
    permission: "quarantine:write",
    summary: "Let a person, or nobody, answer for rows",
    body: quarantine.assign,
    answers: ok(quarantine.assigned, "Assigned"),
  },
  {
    method: "post",
    path: "/quarantine/retry",
    id: "retryQuarantine",
    permission: "quarantine:write",
    summary: "Check up to 500 waiting rows again against the lists as they are now",
    body: quarantine.retry,
    starts: true,
    answers: ok(quarantine.retried, "Checked"),
  },
  {
    method: "post",
    path: "/quarantine/{rowId}/edit",
    id: "editQuarantinedRow",
    permission: "quarantine:write",
    summary: "Change cells of a row and check it again; in an applied batch it is stored if it holds",
    body: quarantine.editRow,
    starts: true,
    answers: ok(quarantine.editedRow, "Changed"),
  },
  {
    method: "post",
    path: "/quarantine/{rowId}/reject",
    id: "rejectQuarantinedRow",
    permission: "quarantine:write",
    summary: "Leave a row out for good",
    body: quarantine.rejectRow,
    starts: true,
    answers: ok(quarantine.rejectedRow, "Rejected"),
  },
  {
    method: "get",
    path: "/quarantine/trend",
    id: "getQualityTrend",
    permission: "import:read",
    summary: "How good files were, week by week, per kind, uploader or centre",
    query: quarantine.trendQuery,
    answers: ok(quarantine.trend),
  },
];
