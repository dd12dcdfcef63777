import * as exports_ from "./exports";
import { begun, type Operation, ok } from "./operation";
import * as reports from "./reports";
import { exportStarted } from "./shapes";

const FILE = "application/octet-stream";

/** Loads and files that go out. */
export const REPORTS: Operation[] = [
  {
    method: "get",
    path: "/attention",
    id: "getAttention",
    permission: "student:read",
    summary: "What waits for somebody, as the navigation counts it; null where the reader may not see it",
    answers: ok(reports.attention),
  },
  {
    method: "get",
    path: "/notices",
    id: "listNotices",
    permission: "student:read",
    summary:
      "What happened lately to the things of the signed-in person, newest first; empty for a service token",
    answers: ok(reports.notices),
  },
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
