import type { SavedView } from "@db";
import { recordAudit } from "@/lib/auth/audit";
import type { Staff } from "@/lib/auth/permissions";
import { newId } from "@/lib/db/digest";
import { inTx, isUniqueViolation, type Tx } from "@/lib/db/tx";
import { AppError } from "@/lib/shared/errors";
import { ok, type Result, refuse } from "@/lib/shared/result";
import { keptQuery } from "@/lib/shared/view";
import type { ListName } from "../names";
import { GATES, SPECS } from "../pages";
import type { ChangeView, DefaultView, SaveView } from "./schema";

type Person = Staff & { readonly id: string };

/** Views belong to people: a token or a job has none, and nobody keeps one of a list they may not see. */
const isPerson = (staff: Staff, page: ListName): staff is Person =>
  staff.kind === "user" && staff.id !== null && staff.permissions.has(GATES[page]);

/** The index has the last word on the name; what a person typed twice is told as that. */
const named = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (isUniqueViolation(error, "saved_view_name_key")) throw new AppError("VIEW_NAME_USED");
    throw error;
  }
};

/** Keeps a list's address under a name of this person's own. Refuses FORBIDDEN, throws VIEW_NAME_USED. */
export const saveView = async (
  staff: Staff,
  { page, name, query }: SaveView,
): Promise<Result<{ id: string; query: string }, "FORBIDDEN">> => {
  if (!isPerson(staff, page)) return refuse("FORBIDDEN");
  const kept = keptQuery(query, SPECS[page]).query;
  const id = newId();
  await named(
    inTx((tx) => tx.savedView.create({ data: { id, ownerId: staff.id, page, name, query: kept } })),
  );
  return ok({ id, query: kept });
};

type Missing = "NOT_FOUND" | "FORBIDDEN";

/** A locked view of this person's to change: their own, or — for ADMIN — one that is shared. */
const lockOwn = async (tx: Tx, staff: Staff, id: string): Promise<Result<SavedView, Missing>> => {
  await tx.$queryRaw`SELECT 1 FROM saved_views WHERE id = ${id}::uuid FOR UPDATE`;
  const view = await tx.savedView.findUnique({ where: { id } });
  if (view === null || !isPerson(staff, view.page as ListName)) return refuse("NOT_FOUND");
  if (view.ownerId === staff.id) return ok(view);
  if (!view.shared) return refuse("NOT_FOUND");
  return staff.role === "ADMIN" ? ok(view) : refuse("FORBIDDEN");
};

type Told = "share" | "unshare" | "change" | "delete";

const tell = (tx: Tx, staff: Staff, { view, told, diff }: { view: SavedView; told: Told; diff?: object }) =>
  recordAudit(tx, staff, {
    action: `lists.view.${told}`,
    resourceType: "view",
    resourceId: view.id,
    diff: { page: view.page, name: view.name, query: view.query, ...diff },
  });

const toldOf = (view: SavedView, shared: boolean): Told => {
  if (view.shared === shared) return "change";
  return shared ? "share" : "unshare";
};

/**
 * Renames a view, gives it today's query, shares it or takes it back; whatever touches what others see is audited. Taken back,
 * nobody else's list opens with it. Refuses NOT_FOUND, FORBIDDEN; throws VIEW_NAME_USED.
 */
export const changeView = (
  staff: Staff,
  { id, name, query, shared }: ChangeView,
): Promise<Result<{ id: string }, Missing>> =>
  named(
    inTx(async (tx) => {
      const found = await lockOwn(tx, staff, id);
      if (!found.ok) return found;
      const view = found.value;
      const next = {
        name: name ?? view.name,
        query: query === undefined ? view.query : keptQuery(query, SPECS[view.page as ListName]).query,
        shared: shared ?? view.shared,
      };
      await tx.savedView.update({ where: { id }, data: { ...next, updatedAt: new Date() } });
      if (view.shared && !next.shared)
        await tx.defaultView.deleteMany({ where: { viewId: id, userId: { not: view.ownerId } } });
      if (view.shared || next.shared)
        await tell(tx, staff, {
          view,
          told: toldOf(view, next.shared),
          diff: {
            before: { name: view.name, query: view.query },
            after: { name: next.name, query: next.query },
          },
        });
      return ok({ id });
    }),
  );

/** Removes a view, also from whoever's list opened with it; a shared one is audited. Refuses NOT_FOUND, FORBIDDEN. */
export const deleteView = (staff: Staff, { id }: { id: string }): Promise<Result<{ id: string }, Missing>> =>
  inTx(async (tx) => {
    const found = await lockOwn(tx, staff, id);
    if (!found.ok) return found;
    await tx.savedView.delete({ where: { id } });
    if (found.value.shared) await tell(tx, staff, { view: found.value, told: "delete" });
    return ok({ id });
  });

/** Lets a person's list open with one of the views they see, or with none. Refuses NOT_FOUND, FORBIDDEN. */
export const setDefaultView = (
  staff: Staff,
  { page, id }: DefaultView,
): Promise<Result<{ id: string | null }, Missing>> =>
  inTx(async (tx): Promise<Result<{ id: string | null }, Missing>> => {
    if (!isPerson(staff, page)) return refuse("FORBIDDEN");
    const userId = staff.id;
    if (id === null) {
      await tx.defaultView.deleteMany({ where: { userId, page } });
      return ok({ id });
    }
    const seen = { id, page, OR: [{ ownerId: userId }, { shared: true }] };
    if ((await tx.savedView.count({ where: seen })) === 0) return refuse("NOT_FOUND");
    const key = { userId_page: { userId, page } };
    await tx.defaultView.upsert({
      where: key,
      create: { userId, page, viewId: id },
      update: { viewId: id },
    });
    return ok({ id });
  });
