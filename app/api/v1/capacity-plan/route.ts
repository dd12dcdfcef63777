import { getCapacityPlan } from "@/lib/allocation/capacity/queries";
import { guarded } from "@/lib/auth/guard";
import { json, limited, must, readQuery } from "../answer";
import { capacityQuery } from "../contract/capacity";

/** The fewest places with which everyone is placed, and where to add them. */
export const GET = guarded(
  "run:read",
  limited(async (staff, request) => {
    const { year, center } = readQuery(request, capacityQuery);
    return json(must(await getCapacityPlan(staff, { year, centers: center === undefined ? [] : [center] })));
  }),
);
