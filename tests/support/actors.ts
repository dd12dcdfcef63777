import { type Can, GRANTS, type Permission, type Role } from "@/lib/auth/permissions";

/** An actor of a role as the gate would mint it, for tests below the gate. */
export const actorOf = (
  role: Role,
  overrides: { id?: string; centers?: number[]; mentorId?: number; managerId?: number; name?: string } = {},
): Can<Permission> =>
  ({
    kind: "user",
    id: overrides.id ?? null,
    name: overrides.name ?? role.toLowerCase(),
    role,
    permissions: new Set<Permission>(GRANTS[role]),
    centers: overrides.centers ?? [],
    mentorId: overrides.mentorId ?? null,
    managerId: overrides.managerId ?? null,
    sessionId: null,
    correlationId: `test-${role}`,
    ip: "127.0.0.1",
    userAgent: "vitest",
  }) as unknown as Can<Permission>;
