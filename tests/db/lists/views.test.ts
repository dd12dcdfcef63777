import { beforeAll, describe, expect, test } from "vitest";
import type { Can, Permission } from "@/lib/auth/permissions";
import { systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import type { ListName } from "@/lib/lists/names";
import { changeView, deleteView, saveView, setDefaultView } from "@/lib/lists/views/commands";
import { listViews } from "@/lib/lists/views/queries";
import { useDatabase } from "@/tests/support/db";
import { createActor } from "@/tests/support/people";

useDatabase();
type Person = Can<Permission> & { readonly id: string };
let sara: Person;
let reza: Person;
let admin: Person;
let auditor: Person;
let mentor: Person;

beforeAll(async () => {
  sara = await createActor("OPERATOR", { name: "سارا" });
  reza = await createActor("OPERATOR", { name: "رضا" });
  admin = await createActor("ADMIN");
  auditor = await createActor("AUDITOR");
  mentor = await createActor("MENTOR");
});

let count = 0;
const keep = async (staff: Person, query: string, page: ListName = "students", name = `نما ${++count}`) => {
  const saved = await saveView(staff, { page, name, query });
  if (!saved.ok) throw new Error(saved.reason);
  return saved.value.id;
};
const seenBy = async (staff: Person, page: ListName = "students") =>
  (await listViews(staff, page)).map(({ id }) => id);
const reasonOf = (result: { ok: boolean; reason?: string }) => (result.ok ? "ok" : result.reason);

describe("a saved view", () => {
  test("keeps only what its list knows, so that nothing about a person can stand in it", async () => {
    const id = await keep(
      sara,
      "state=PLACED,NOBODY&group=1,5:7&sort=-name&page=4&name=علی&nid=0012345679&hide=year&dense=1&view=x",
    );
    const [view] = (await listViews(sara, "students")).filter((one) => one.id === id);
    expect(view?.query).toBe("sort=-name&group=1,5:7&state=PLACED&hide=year&dense=1");
    const stored = await db().savedView.findUniqueOrThrow({ where: { id } });
    expect(stored.query).not.toMatch(/علی|001234/);
  });

  test("whose filters have become unknown still opens with the rest, and tells so", async () => {
    const id = await keep(sara, "state=PLACED");
    await db().savedView.update({ where: { id }, data: { query: "state=PLACED,RETIRED&colour=red" } });
    const [view] = (await listViews(sara, "students")).filter((one) => one.id === id);
    expect(view).toMatchObject({ query: "state=PLACED", dropped: ["state", "colour"] });
  });

  test("is its owner's alone until it is shared, and then everybody's who sees the page", async () => {
    const id = await keep(sara, "state=HOLD");
    expect(await seenBy(reza)).not.toContain(id);
    expect(await changeView(sara, { id, shared: true })).toMatchObject({ ok: true });
    expect(await seenBy(reza)).toContain(id);
    expect(await seenBy(mentor)).toContain(id);
    expect(await changeView(sara, { id, shared: false })).toMatchObject({ ok: true });
    expect(await seenBy(reza)).not.toContain(id);
  });

  test("is changed by its owner or ADMIN only; what is not shared is not even there for others", async () => {
    const id = await keep(sara, "state=WAITING");
    for (const staff of [reza, admin])
      expect(reasonOf(await changeView(staff, { id, name: "دیگری" }))).toBe("NOT_FOUND");
    await changeView(sara, { id, shared: true });
    expect(reasonOf(await changeView(reza, { id, name: "دیگری" }))).toBe("FORBIDDEN");
    expect(reasonOf(await deleteView(reza, { id }))).toBe("FORBIDDEN");
    expect(reasonOf(await changeView(admin, { id, name: "نام تازه" }))).toBe("ok");
    expect(reasonOf(await deleteView(admin, { id }))).toBe("ok");
  });

  test("of a page somebody may not see is neither kept nor changed by them", async () => {
    expect(reasonOf(await saveView(mentor, { page: "runs", name: "x", query: "" }))).toBe("FORBIDDEN");
    const id = await keep(auditor, "type=run", "audit");
    await changeView(auditor, { id, shared: true });
    expect(reasonOf(await changeView(sara, { id, name: "y" }))).toBe("NOT_FOUND");
    expect(reasonOf(await setDefaultView(sara, { page: "audit", id }))).toBe("FORBIDDEN");
    expect(reasonOf(await saveView(systemActor("job"), { page: "runs", name: "x", query: "" }))).toBe(
      "FORBIDDEN",
    );
  });

  test("has a name of its own per owner and page", async () => {
    await keep(sara, "", "mentors", "یکتا");
    await expect(saveView(sara, { page: "mentors", name: "یکتا", query: "" })).rejects.toMatchObject({
      code: "VIEW_NAME_USED",
    });
    await keep(sara, "", "runs", "یکتا");
    await keep(reza, "", "mentors", "یکتا");
    const other = await keep(sara, "", "mentors");
    await expect(changeView(sara, { id: other, name: "یکتا" })).rejects.toMatchObject({
      code: "VIEW_NAME_USED",
    });
  });

  test("leaves a trace in the audit log exactly when others are touched", async () => {
    const id = await keep(sara, "state=PLACED");
    const told = async () =>
      (await db().auditLog.findMany({ where: { resourceId: id }, orderBy: { id: "asc" } })).map(
        ({ action, actorName }) => `${action} ${actorName}`,
      );
    await changeView(sara, { id, name: "نام دوم" });
    expect(await told()).toEqual([]);
    await changeView(sara, { id, shared: true });
    await changeView(sara, { id, query: "state=HOLD" });
    await changeView(sara, { id, shared: false });
    expect(await told()).toEqual([
      "lists.view.share سارا",
      "lists.view.change سارا",
      "lists.view.unshare سارا",
    ]);
  });
});

describe("the view a list opens with", () => {
  test("is a person's own choice, also of another's shared view, and one per list", async () => {
    const own = await keep(reza, "state=PLACED");
    const shared = await keep(sara, "state=HOLD");
    await changeView(sara, { id: shared, shared: true });
    await setDefaultView(reza, { page: "students", id: own });
    await setDefaultView(reza, { page: "students", id: shared });
    const defaults = async (staff: Person) =>
      (await listViews(staff, "students")).filter((view) => view.isDefault).map(({ id }) => id);
    expect(await defaults(reza)).toEqual([shared]);
    expect(await defaults(sara)).toEqual([]);
    await setDefaultView(reza, { page: "students", id: null });
    expect(await defaults(reza)).toEqual([]);
  });

  test("is no longer another's view once its owner takes it back or deletes it", async () => {
    const id = await keep(sara, "state=HOLD");
    await changeView(sara, { id, shared: true });
    await setDefaultView(reza, { page: "students", id });
    await changeView(sara, { id, shared: false });
    await changeView(sara, { id, shared: true });
    expect((await listViews(reza, "students")).some((view) => view.isDefault)).toBe(false);
    const unseen = await keep(sara, "state=HOLD");
    expect(reasonOf(await setDefaultView(reza, { page: "students", id: unseen }))).toBe("NOT_FOUND");
  });
});
