import type { z } from "zod";
import type { Permission } from "@/lib/auth/permissions";
import { explainBody, explainQuery, explanation } from "./explanation";
import * as exports_ from "./exports";
import * as imports from "./imports";
import * as people from "./people";
import * as reports from "./reports";
import * as runs from "./runs";
import { exportStarted, importStarted, runStarted } from "./shapes";

/** An answer: a JSON shape, or bytes of a media type, or nothing. */
export type Answer = { description: string; shape?: z.ZodType; media?: string; location?: true };

export type Operation = {
  method: "get" | "post";
  /** Below /api/v1. */
  path: string;
  id: string;
  /** Null = everybody. */
  permission: Permission | null;
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Fields of a multipart form beside its files. */
  form?: z.ZodObject;
  /** Starts something: takes an `Idempotency-Key`. */
  starts?: true;
  answers: Readonly<Record<number, Answer>>;
};

const ok = (shape: z.ZodType, description = "Found"): Record<number, Answer> => ({
  200: { description, shape },
});
const begun = (shape: z.ZodType): Record<number, Answer> => ({
  202: { description: "Begun; look at Location how it goes", shape, location: true },
});

const RUNS: Operation[] = [
  {
    method: "post",
    path: "/allocation/run",
    id: "startRun",
    permission: "alloc:run",
    summary: "Start a run: plan, and publish if asked",
    body: runs.startRun,
    starts: true,
    answers: begun(runStarted),
  },
  {
    method: "get",
    path: "/allocation/status/{jobId}",
    id: "getAllocationStatus",
    permission: "run:read",
    summary: "How a job of a run goes",
    answers: ok(runs.allocationStatus),
  },
  {
    method: "get",
    path: "/runs",
    id: "listRuns",
    permission: "run:read",
    summary: "Runs, newest first",
    query: runs.listRuns,
    answers: ok(runs.runPage),
  },
  {
    method: "get",
    path: "/runs/{runId}",
    id: "getRun",
    permission: "run:read",
    summary: "One run",
    answers: ok(runs.run),
  },
  {
    method: "get",
    path: "/runs/{runId}/items",
    id: "listRunItems",
    permission: "run:read",
    summary: "What a run decided, in national-id order",
    query: runs.listRunItems,
    answers: ok(runs.runItemPage),
  },
  {
    method: "post",
    path: "/runs/{runId}/publish",
    id: "publishRun",
    permission: "alloc:publish",
    summary: "Publish a plan, or go on with a stopped run",
    body: runs.runRef,
    starts: true,
    answers: begun(runStarted),
  },
  {
    method: "post",
    path: "/runs/{runId}/cancel",
    id: "cancelRun",
    permission: "alloc:publish",
    summary: "Stop publishing at the end of the chunk",
    answers: ok(runs.runState, "Asked"),
  },
  {
    method: "post",
    path: "/runs/{runId}/discard",
    id: "discardRun",
    permission: "alloc:run",
    summary: "Throw a plan away",
    body: runs.runRef,
    answers: ok(runs.runState, "Discarded"),
  },
  {
    method: "post",
    path: "/runs/{runId}/revert",
    id: "revertRun",
    permission: "alloc:revert",
    summary: "Take a published run back",
    body: runs.revertRun,
    starts: true,
    answers: begun(runStarted),
  },
];

const IMPORTS: Operation[] = [
  {
    method: "post",
    path: "/students/import",
    id: "importStudents",
    permission: "import:write",
    summary: "Take in files of students; stops at READY or NEEDS_REVIEW unless apply=valid",
    form: imports.importStudents,
    starts: true,
    answers: begun(importStarted),
  },
  {
    method: "get",
    path: "/imports",
    id: "listImports",
    permission: "import:read",
    summary: "Batches of all kinds, newest first",
    query: imports.listBatches,
    answers: ok(imports.batchPage),
  },
  {
    method: "post",
    path: "/imports",
    id: "createImport",
    permission: "import:write",
    summary: "Open an empty batch of a kind",
    body: imports.createBatch,
    starts: true,
    answers: { 201: { description: "Opened", shape: imports.batchCreated, location: true } },
  },
  {
    method: "get",
    path: "/imports/{batchId}",
    id: "getImport",
    permission: "import:read",
    summary: "One batch with counts, files, findings and job",
    answers: ok(imports.batch),
  },
  {
    method: "post",
    path: "/imports/{batchId}/files",
    id: "addImportFiles",
    permission: "import:write",
    summary: "Add files to a batch",
    form: imports.noFields,
    answers: { 201: { description: "Added", shape: imports.filesAdded } },
  },
  {
    method: "get",
    path: "/imports/{batchId}/rows",
    id: "listImportRows",
    permission: "import:read",
    summary: "Rows of a batch in the order of its files",
    query: imports.listBatchRows,
    answers: ok(imports.batchRowPage),
  },
  {
    method: "post",
    path: "/imports/{batchId}/validate",
    id: "validateImport",
    permission: "import:write",
    summary: "Check a batch against today's data",
    body: imports.checkBatch,
    starts: true,
    answers: begun(importStarted),
  },
  {
    method: "post",
    path: "/imports/{batchId}/apply",
    id: "applyImport",
    permission: "import:write",
    summary: "Apply a checked batch, or go on with a paused one",
    body: imports.applyBatch,
    starts: true,
    answers: begun(importStarted),
  },
  {
    method: "post",
    path: "/imports/{batchId}/cancel",
    id: "cancelImport",
    permission: "import:write",
    summary: "Cancel a batch of which nothing is committed",
    answers: ok(imports.batchState, "Cancelled, or asked to stop"),
  },
];

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
    path: "/mentors",
    id: "listMentors",
    permission: "mentor:read",
    summary: "Mentors with capacity and load",
    query: people.listMentors,
    answers: ok(people.mentorPage),
  },
];

const FILE = "application/octet-stream";

const REPORTS: Operation[] = [
  {
    method: "get",
    path: "/reports/loads",
    id: "reportLoads",
    permission: "report:read",
    summary: "Capacity and load of every mentor of a year, by id",
    query: reports.loadsQuery,
    answers: ok(reports.loads),
  },
  {
    method: "get",
    path: "/reports/export",
    id: "fetchExport",
    permission: "export:download",
    summary: "The newest export of the current data, or the start of one (needs export:create)",
    query: exports_.findExport,
    answers: {
      200: { description: "The file", media: FILE },
      202: {
        description: "Begun; ask again or look at Location",
        shape: exports_.exportPending,
        location: true,
      },
      303: { description: "Several parts; Location lists them" },
    },
  },
  {
    method: "get",
    path: "/exports",
    id: "listExports",
    permission: "export:download",
    summary: "Exports, newest first",
    query: exports_.listExports,
    answers: ok(exports_.exportPage),
  },
  {
    method: "post",
    path: "/exports",
    id: "startExport",
    permission: "export:create",
    summary: "Start an export",
    body: exports_.startExport,
    starts: true,
    answers: begun(exportStarted),
  },
  {
    method: "get",
    path: "/exports/{exportId}",
    id: "getExport",
    permission: "export:download",
    summary: "One export with its files",
    answers: ok(exports_.exportDetail),
  },
  {
    method: "get",
    path: "/exports/{exportId}/files",
    id: "downloadExportFile",
    permission: "export:download",
    summary: "Download a file of an export; audited",
    query: exports_.fileQuery,
    answers: { 200: { description: "The file", media: FILE } },
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
export const OPERATIONS: readonly Operation[] = [...RUNS, ...IMPORTS, ...PEOPLE, ...REPORTS, ...OPERATION];
