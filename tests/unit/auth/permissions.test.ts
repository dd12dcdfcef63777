import { describe, expect, test } from "vitest";
import { NAV, navFor } from "@/components/staff/nav-items";
import { GRANTS, inScope, ownsCenters, PERMISSIONS, type ROLES, seesCenters } from "@/lib/auth/permissions";
import { actorOf } from "@/tests/support/actors";

const offered = (role: (typeof ROLES)[number]) =>
  navFor(new Set(GRANTS[role])).flatMap((group) => group.items.map((item) => item.key));

describe("who may what", () => {
  test("roles hold what the contract says", () => {
    const without = (role: (typeof ROLES)[number]) =>
      PERMISSIONS.filter((permission) => !(GRANTS[role] as readonly string[]).includes(permission));
    expect(without("ADMIN")).toEqual([]);
    expect(without("OPERATOR").sort()).toEqual([
      "assign:override",
      "audit:read",
      "settings:write",
      "user:write",
    ]);
    expect(GRANTS.MANAGER.filter((p) => /write|run$|publish|revert|override/.test(p))).toEqual([]);
    expect(GRANTS.AUDITOR.filter((p) => !p.endsWith(":read"))).toEqual(["export:create", "export:download"]);
    expect(GRANTS.MENTOR).toEqual(["student:read"]);
  });

  test("the menu offers exactly what can be opened", () => {
    expect(offered("MENTOR")).toEqual(["home", "students", "settings"]);
    expect(offered("MANAGER")).not.toContain("audit");
    expect(offered("AUDITOR")).toContain("audit");
    expect(offered("ADMIN")).toEqual(NAV.flatMap(({ items }) => items.map(({ key }) => key)));
  });

  test("an empty set of centres is all of them; a thing is seen where it meets the set and changed where it lies inside", () => {
    const all = actorOf("OPERATOR");
    const some = actorOf("OPERATOR", { centers: [1] });
    expect([inScope(all, 7), inScope(some, 1), inScope(some, 0)]).toEqual([true, true, false]);
    expect([seesCenters(some, [0, 1]), seesCenters(some, [0]), seesCenters(some, [])]).toEqual([
      true,
      false,
      true,
    ]);
    expect([ownsCenters(some, [1]), ownsCenters(some, [0, 1]), ownsCenters(some, [])]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
