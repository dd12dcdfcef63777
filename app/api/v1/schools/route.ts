import { guarded } from "@/lib/auth/guard";
import { AppError } from "@/lib/shared/errors";
import { listSchools } from "@/lib/student/school/queries";
import { json, limited, readQuery } from "../answer";
import * as contract from "../contract/schools";
import { offsetOf, orderOf, toPage } from "../paging";

/** The schools, and which of them the roster of a year has. */
export const GET = guarded(
  "student:read",
  limited(async (staff, request) => {
    const asked = readQuery(request, contract.listSchools);
    const { cursor, limit, sort, year = null, special, ...filter } = asked;
    if (special !== undefined && year === null)
      throw new AppError("INVALID_INPUT", { fields: { year: "required" } });
    const { key, desc } = orderOf(sort);
    const listed = await listSchools(staff, {
      ...filter,
      year,
      special: special === undefined ? undefined : special === "true",
      sort: key,
      desc,
      offset: offsetOf({ cursor, sort }),
      size: limit,
    });
    return json(
      toPage({ cursor, limit, sort }, listed, ({ version: _version, special: isSpecial, ...school }) => ({
        ...school,
        special: year === null ? null : isSpecial,
      })),
    );
  }),
);
