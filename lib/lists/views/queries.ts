import type { Can, Staff } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { byPersianName } from "@/lib/shared/text";
import { keptQuery } from "@/lib/shared/view";
import type { ListName } from "../names";
import { SPECS } from "../pages";

export type SavedViewItem = {
  readonly id: string;
  readonly name: string;
  /** What the list still knows of it. */
  readonly query: string;
  /** Parameters of which something is not known any more. */
  readonly dropped: readonly string[];
  readonly shared: boolean;
  readonly own: boolean;
  readonly ownerName: string;
  /** Whether this person may rename, change, share and delete it. */
  readonly mayChange: boolean;
  /** Whether this person's list opens with it. */
  readonly isDefault: boolean;
};

type Stored = "id" | "name" | "shared" | "own" | "ownerName" | "isDefault";

/** A person's views of a list and those shared with everybody who sees it: own first, then by name. Nobody's for tokens and jobs. */
export const listViews = async (staff: Staff, page: ListName): Promise<SavedViewItem[]> => {
  if (staff.kind !== "user" || staff.id === null) return [];
  const userId = staff.id;
  // One question: every list waits for the answer before it asks its own.
  const found = await db().$queryRaw<Pick<SavedViewItem, Stored | "query">[]>`
    SELECT v.id::text AS id, v.name, v.query, v.shared, v.owner_id = u.id AS own, o.name AS "ownerName",
      d.view_id IS NOT NULL AS "isDefault"
    FROM saved_views v JOIN users o ON o.id = v.owner_id JOIN users u ON u.id = ${userId}::uuid
    LEFT JOIN default_views d ON d.user_id = u.id AND d.page = v.page AND d.view_id = v.id
    WHERE v.page = ${page} AND (v.owner_id = u.id OR v.shared)`;
  return found
    .map(
      ({ query, ...view }): SavedViewItem => ({
        ...view,
        ...keptQuery(query, SPECS[page]),
        mayChange: view.own || staff.role === "ADMIN",
      }),
    )
    .sort((a, b) => Number(b.own) - Number(a.own) || byPersianName(a.name, b.name));
};

/** A view as somebody names it who is nobody's colleague: whose it is stands beside it. */
export type NamedView = {
  readonly list: ListName;
  readonly name: string;
  readonly shared: boolean;
  /** The name its owner signs in with. */
  readonly owner: string;
  readonly query: string;
};

type Named = { readonly page?: ListName; readonly name?: string; readonly owner?: string | undefined };

/**
 * Views by list, name and owner for the command line: the shared ones, or all of the owner that is named; by list, name and
 * owner. A person's own page asks `listViews`.
 */
export const listNamedViews = async (
  _staff: Can<"job:work">,
  { page, name, owner }: Named,
): Promise<NamedView[]> => {
  const found = await db().savedView.findMany({
    where: {
      ...(page === undefined ? {} : { page }),
      ...(name === undefined ? {} : { name }),
      ...(owner === undefined ? { shared: true } : { owner: { username: owner.toLowerCase() } }),
    },
    include: { owner: { select: { username: true } } },
  });
  return found
    .map((view): NamedView => {
      const list = view.page as ListName;
      const { query } = keptQuery(view.query, SPECS[list]);
      return { list, name: view.name, shared: view.shared, owner: view.owner.username, query };
    })
    .sort(
      (a, b) =>
        byPersianName(a.list, b.list) || byPersianName(a.name, b.name) || byPersianName(a.owner, b.owner),
    );
};
