import type { Staff } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
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

const names = new Intl.Collator("fa");

/** A person's views of a list and those shared with everybody who sees it: own first, then by name. Nobody's for tokens and jobs. */
export const listViews = async (staff: Staff, page: ListName): Promise<SavedViewItem[]> => {
  if (staff.kind !== "user" || staff.id === null) return [];
  const userId = staff.id;
  const found = await db().savedView.findMany({
    where: { page, OR: [{ ownerId: userId }, { shared: true }] },
    include: { owner: { select: { name: true } }, defaults: { where: { userId, page } } },
  });
  return found
    .map(({ owner, defaults, ownerId, ...view }): SavedViewItem => {
      const own = ownerId === userId;
      return {
        id: view.id,
        name: view.name,
        ...keptQuery(view.query, SPECS[page]),
        shared: view.shared,
        own,
        ownerName: owner.name,
        mayChange: own || staff.role === "ADMIN",
        isDefault: defaults.length > 0,
      };
    })
    .sort((a, b) => Number(b.own) - Number(a.own) || names.compare(a.name, b.name));
};
