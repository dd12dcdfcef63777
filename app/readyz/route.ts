import { open } from "@/lib/auth/guard";
import { readReadiness } from "@/lib/jobs/readiness";

/** Whether the console can work: database reachable and migrated. A missing worker is told, but work then only waits. */
export const GET = open(async () => {
  const readiness = await readReadiness();
  return Response.json(readiness, {
    status: readiness.ready ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
});
