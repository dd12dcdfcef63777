import type { Permission } from "@/lib/auth/permissions";
import { SUBJECTS } from "@/lib/shared/subject";

type Place = { readonly path: string; readonly permission: Permission };

/** Where the things live that entries are about, and what their pages ask for. */
export const PLACES = {
  ...SUBJECTS,
  student: { path: "/students", permission: "student:read" },
  mentor: { path: "/mentors", permission: "mentor:read" },
  user: { path: "/settings/users", permission: "user:write" },
} as const satisfies Readonly<Record<string, Place>>;

/** What an entry of the log is about. */
export type Resource = { readonly type: string; readonly id: string };

/** The page of what an entry is about; null where it has none, and where this reader would be refused. Source: Contracts §6. */
export const resourceLink = (permissions: ReadonlySet<Permission>, { type, id }: Resource): string | null => {
  const place: Place | undefined = Object.hasOwn(PLACES, type)
    ? PLACES[type as keyof typeof PLACES]
    : undefined;
  return place && permissions.has(place.permission) ? `${place.path}/${id}` : null;
};

/** All that the audit log tells of one thing. */
export const auditLink = ({ type, id }: Resource): string => `/audit?type=${type}&resource=${id}`;

/** An id as far as it tells two apart at a glance. */
export const shortId = (id: string): string => (id.length > 13 ? `…${id.slice(-12)}` : id);
