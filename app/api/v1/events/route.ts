import type { NextRequest } from "next/server";
import { getRunSheet } from "@/lib/allocation/ledger/queries";
import { guarded, open, problem } from "@/lib/auth/guard";
import { type Can, holds, type Permission, type Staff } from "@/lib/auth/permissions";
import { getBatchSheet } from "@/lib/intake/review/queries";
import { principalOf } from "@/lib/jobs/idempotency";
import { openStream } from "@/lib/jobs/stream";
import { getExport } from "@/lib/reporting/queries";
import { AppError } from "@/lib/shared/errors";
import { SUBJECTS } from "@/lib/shared/subject";
import { limited } from "../answer";

type Topic = { permission: Permission; sees: (staff: Staff, id: string) => Promise<boolean> };

/** Who may follow what: the permission, and the same look at the thing that its page takes. */
const TOPICS = {
  run: {
    permission: SUBJECTS.run.permission,
    sees: async (staff, id) => (await getRunSheet(staff as Can<"run:read">, id)) !== null,
  },
  batch: {
    permission: SUBJECTS.batch.permission,
    sees: async (staff, id) => (await getBatchSheet(staff as Can<"import:read">, id)) !== null,
  },
  export: {
    permission: SUBJECTS.export.permission,
    sees: async (staff, id) => (await getExport(staff as Can<"export:download">, id)) !== null,
  },
  pool: { permission: "report:read", sees: async (_staff, id) => id === "" },
} as const satisfies Record<string, Topic>;

const TOPICS_MAX = 20;

const topicsOf = (request: NextRequest): { name: string; kind: keyof typeof TOPICS; id: string }[] => {
  const names = [...new Set(request.nextUrl.searchParams.getAll("topic"))];
  const topics = names.map((name) => {
    const [kind = "", id = ""] = name.split(":");
    return { name, kind: kind as keyof typeof TOPICS, id };
  });
  if (
    topics.length === 0 ||
    topics.length > TOPICS_MAX ||
    topics.some(({ kind }) => !Object.hasOwn(TOPICS, kind))
  )
    throw new AppError("INVALID_INPUT", { fields: { topic: "invalid" } });
  return topics;
};

const lastIdOf = (request: NextRequest): bigint | null => {
  const text = request.headers.get("last-event-id") ?? "";
  return /^\d{1,18}$/.test(text) ? BigInt(text) : null;
};

const stream = async (staff: Staff, request: NextRequest): Promise<Response> => {
  const topics = topicsOf(request);
  for (const { kind, id } of topics) {
    const { permission, sees } = TOPICS[kind];
    if (!holds(staff, permission)) throw new AppError("FORBIDDEN", { permission });
    if (!(await sees(staff, id))) throw new AppError("NOT_FOUND");
  }
  const body = openStream({
    principal: principalOf(staff),
    topics: topics.map(({ name }) => name),
    after: lastIdOf(request),
    signal: request.signal,
  });
  if (!body) return problem("RATE_LIMITED", { retryAfterS: 5, reason: "streams" }, staff.correlationId);
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
};

/** The gate is that of the first topic; what names no topic is let in no further than what everybody in the office may. */
const gateOf = (request: NextRequest): Permission => {
  const [kind = ""] = (request.nextUrl.searchParams.get("topic") ?? "").split(":");
  return Object.hasOwn(TOPICS, kind) ? TOPICS[kind as keyof typeof TOPICS].permission : "report:read";
};

/** Progress as server-sent events; whoever follows must hold the permission of each topic. Source: Design §6. */
export const GET = open((request, params) =>
  guarded(gateOf(request), limited(stream))(request, { params: Promise.resolve(params) }),
);
