import { timingSafeEqual } from "node:crypto";
import type { NextRequest } from "next/server";
import { guarded, open } from "@/lib/auth/guard";
import { systemActor } from "@/lib/auth/permissions";
import { env } from "@/lib/env";
import { METRICS_TYPE, readMetrics } from "@/lib/jobs/metrics";

const answer = (text: string): Response =>
  new Response(text, { headers: { "content-type": METRICS_TYPE, "cache-control": "no-store" } });

const isScraper = (request: NextRequest): boolean => {
  const given = Buffer.from(request.headers.get("authorization") ?? "");
  const wanted = Buffer.from(`Bearer ${env.METRICS_TOKEN}`);
  return env.METRICS_TOKEN !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted);
};

const forPeople = guarded("metrics:read", async (staff) => answer(await readMetrics(staff)));

/** For Prometheus with METRICS_TOKEN; for people and service tokens with metrics:read. */
export const GET = open(async (request, params) =>
  isScraper(request)
    ? answer(await readMetrics(systemActor("metrics")))
    : await forPeople(request, { params: Promise.resolve(params) }),
);
