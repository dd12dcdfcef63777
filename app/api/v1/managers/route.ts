import { guarded } from "@/lib/auth/guard";
import { managerPage } from "@/lib/mentor/directory/manager-page";
import { listManagers, type ManagerItem } from "@/lib/mentor/directory/queries";
import { json, limited, readQuery } from "../answer";
import * as contract from "../contract/managers";
import { offsetOf, orderOf, toPage } from "../paging";

const toItem = ({ id, name, active, centers, mentors, load, capacity }: ManagerItem) => ({
  ...{ id, name, active, centers },
  ...{ mentors, load, capacity },
});

/** Managers with their centres and what their mentors carry. */
export const GET = guarded(
  "mentor:read",
  limited(async (staff, request) => {
    const { cursor, limit, sort, center, ...filter } = readQuery(request, contract.listManagers);
    const asked = {
      ...filter,
      center: center === undefined ? undefined : [center],
      sort: orderOf(sort),
      offset: offsetOf({ cursor, sort }),
      size: limit,
    };
    return json(toPage({ cursor, limit, sort }, managerPage(await listManagers(staff), asked), toItem));
  }),
);
