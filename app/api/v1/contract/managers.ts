import { z } from "zod";
import { MANAGER_LOADS, MANAGER_SORTS, MANAGER_STATES } from "@/lib/mentor/directory/manager-page";
import { type Operation, ok } from "./operation";
import { center, count, pageOf, paging, sortBy } from "./shapes";

export const listManagers = z.strictObject({
  ...paging,
  sort: sortBy(MANAGER_SORTS, "id"),
  center: z.coerce.number().pipe(z.int32()).optional(),
  state: z.enum(MANAGER_STATES).optional(),
  load: z
    .enum(MANAGER_LOADS)
    .optional()
    .describe("What their mentors carry together; NONE = no mentor at all"),
});

export const managerPage = pageOf(
  z.strictObject({
    id: z.int32(),
    name: z.string(),
    active: z.boolean().describe("Mentors of an inactive one take nobody"),
    centers: z.array(center),
    mentors: count,
    load: count.describe("Of their mentors together"),
    capacity: count.describe("Of their mentors together"),
  }),
);

/** Managers and the centres that decide where their mentors may serve. */
export const MANAGERS: Operation[] = [
  {
    method: "get",
    path: "/managers",
    id: "listManagers",
    permission: "mentor:read",
    summary: "Managers with their centres, and what their mentors carry",
    query: listManagers,
    answers: ok(managerPage),
  },
];
