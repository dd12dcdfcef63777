import { guarded } from "@/lib/auth/guard";
import { reportLoads } from "@/lib/reporting/utilization/queries";
import { json, limited, readQuery } from "../../answer";
import { loadsQuery } from "../../contract/reports";

/** Capacity and load of every mentor of a year, by id. */
export const GET = guarded(
  "report:read",
  limited(async (staff, request) => json(await reportLoads(staff, readQuery(request, loadsQuery).year))),
);
