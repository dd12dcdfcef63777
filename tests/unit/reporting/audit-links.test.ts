import { expect, test } from "vitest";
import { listPages } from "@/e2e/routes";
import { GRANTS, type Permission, ROLES } from "@/lib/auth/permissions";
import { SPECS } from "@/lib/lists/pages";
import { auditLink, PLACES, resourceLink } from "@/lib/reporting/audit/links";
import { AUDIT_RESOURCES } from "@/lib/reporting/audit/period";
import { readView } from "@/lib/shared/view";

const ID = "01a1fc70-f0c1-76bd-ad88-59a70352c860";
const readers = ROLES.filter((role) => (GRANTS[role] as readonly Permission[]).includes("audit:read"));
/** The gate of the page that an address of ours opens. */
const gateOf = (href: string) => listPages().find(({ route }) => route.replace(/\[\w+\]/, ID) === href)?.gate;

test("whoever reads the audit log is led by it to no page that refuses them, and to every page that does not", () => {
  expect(readers).toEqual(["ADMIN", "AUDITOR"]);
  for (const role of readers)
    for (const type of Object.keys(PLACES)) {
      const may = new Set<Permission>(GRANTS[role]);
      const gate = gateOf(`${PLACES[type as keyof typeof PLACES].path}/${ID}`);
      expect(gate, type).toBeDefined();
      expect([role, type, resourceLink(may, { type, id: ID }) !== null]).toEqual([
        role,
        type,
        may.has(gate as Permission),
      ]);
    }
});

test("an auditor is not led to the page of a user, an administrator is; what has no page has no link", () => {
  const user = { type: "user", id: ID };
  expect(resourceLink(new Set(GRANTS.AUDITOR), user)).toBeNull();
  expect(resourceLink(new Set(GRANTS.ADMIN), user)).toBe(`/settings/users/${ID}`);
  for (const type of ["counter", "constructor"])
    expect(resourceLink(new Set(GRANTS.ADMIN), { type, id: ID })).toBeNull();
});

test("the way from a record to the log narrows it to that record alone", () => {
  for (const type of ["run", "student", "mentor"]) {
    expect(AUDIT_RESOURCES).toContain(type);
    const { searchParams } = new URL(auditLink({ type, id: ID }), "http://localhost");
    expect(readView(Object.fromEntries(searchParams), SPECS.audit).filters).toEqual({ type, resource: ID });
  }
});
