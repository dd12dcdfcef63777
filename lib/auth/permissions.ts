/** Every permission there is; pages, actions and handlers each name one. Source: Contracts §6. */
export const PERMISSIONS = [
  "import:read",
  "import:write",
  "quarantine:write",
  "run:read",
  "alloc:run",
  "alloc:publish",
  "alloc:revert",
  "assign:write",
  "assign:override",
  "student:read",
  "student:write",
  "mentor:read",
  "mentor:write",
  "report:read",
  "export:create",
  "export:download",
  "audit:read",
  "settings:write",
  "user:write",
  "metrics:read",
] as const;

/** `job:work` is held by background work only and cannot be granted to a person or token. */
export type Permission = (typeof PERMISSIONS)[number] | "job:work";

/** The roles a person can have; one each. Source: Design §2. */
export const ROLES = ["ADMIN", "OPERATOR", "MANAGER", "MENTOR", "AUDITOR"] as const;
export type Role = (typeof ROLES)[number];

/** The one table role → permissions. Source: Contracts §6. */
export const GRANTS = {
  ADMIN: PERMISSIONS,
  OPERATOR: [
    "import:read",
    "import:write",
    "quarantine:write",
    "run:read",
    "alloc:run",
    "alloc:publish",
    "alloc:revert",
    "assign:write",
    "student:read",
    "student:write",
    "mentor:read",
    "mentor:write",
    "report:read",
    "export:create",
    "export:download",
    "metrics:read",
  ],
  MANAGER: [
    "import:read",
    "run:read",
    "student:read",
    "mentor:read",
    "report:read",
    "export:create",
    "export:download",
  ],
  AUDITOR: [
    "import:read",
    "run:read",
    "student:read",
    "mentor:read",
    "report:read",
    "audit:read",
    "metrics:read",
    "export:create",
    "export:download",
  ],
  MENTOR: ["student:read"],
} as const satisfies Record<Role, readonly Permission[]>;

/** Who acts: a signed-in person, a service token, or background work. Built by `lib/auth` only. */
export type Staff = {
  readonly kind: "user" | "token" | "system";
  /** null for background work and the command line. */
  readonly id: string | null;
  readonly name: string;
  readonly role: Role | "TOKEN" | "SYSTEM";
  readonly permissions: ReadonlySet<Permission>;
  /** Centres this actor may see and change; empty = all. */
  readonly centers: readonly number[];
  readonly mentorId: number | null;
  readonly managerId: number | null;
  readonly sessionId: string | null;
  readonly correlationId: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
};

declare const proof: unique symbol;
/** Proof that an actor holds permission P. Only `lib/auth` mints it, so forgetting the gate does not compile. */
export type Can<P extends Permission> = Staff & { readonly [proof]: { readonly [K in P]: true } };

/** Narrows an actor to one who may do P. The caller decides what a refusal looks like. */
export const holds = <P extends Permission>(staff: Staff, permission: P): staff is Can<P> =>
  staff.permissions.has(permission);

/** The actor of background work: holds everything, sees every centre. `correlationId` ties its log lines to the request that started it. */
export const systemActor = (name: string, correlationId = `system-${name}`): Can<Permission> =>
  ({
    kind: "system",
    id: null,
    name,
    role: "SYSTEM",
    permissions: new Set<Permission>([...PERMISSIONS, "job:work"]),
    centers: [],
    mentorId: null,
    managerId: null,
    sessionId: null,
    correlationId,
    ip: null,
    userAgent: null,
  }) as unknown as Can<Permission>;

/** Whether a centre lies in an actor's scope (empty scope = all). */
export const inScope = (staff: Staff, centerCode: number): boolean =>
  staff.centers.length === 0 || staff.centers.includes(centerCode);

/** Whether something that spans these centres may be seen: they meet the scope. Source: Contracts §6. */
export const seesCenters = (staff: Staff, centers: readonly number[]): boolean =>
  staff.centers.length === 0 || centers.length === 0 || centers.some((c) => staff.centers.includes(c));

/** Whether something that spans these centres may be changed: they lie inside the scope. Empty `centers` = all of them. */
export const ownsCenters = (staff: Staff, centers: readonly number[]): boolean =>
  staff.centers.length === 0 || (centers.length > 0 && centers.every((c) => staff.centers.includes(c)));
