import { GRANTS, type Permission, ROLES, type Role, type Staff, seesCenters } from "@/lib/auth/permissions";

/** The id that an owner stands for, null for nobody; what the command line owns is nobody's. */
export const ownerIdOf = (staff: Staff, owner: string): string | null =>
  owner === "nobody" ? null : owner === "me" ? staff.id : owner;

/** Roles whose people may answer for quarantined rows. */
export const OWNER_ROLES: readonly Role[] = ROLES.filter((role) =>
  (GRANTS[role] as readonly Permission[]).includes("quarantine:write"),
);

type User = { readonly active: boolean; readonly role: string; readonly centers: readonly number[] };

/** Whether a person may answer for rows that an actor gives away: active, of such a role, of centres that meet. */
export const mayOwn = (actor: Staff, { active, role, centers }: User): boolean =>
  active && (OWNER_ROLES as readonly string[]).includes(role) && seesCenters(actor, centers);
