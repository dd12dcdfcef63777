import { open } from "@/lib/auth/guard";

/** The process answers; says nothing about the database, so that an outage does not restart it. */
export const GET = open(async () =>
  Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } }),
);
