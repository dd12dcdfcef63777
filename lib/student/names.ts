/** Names of codes in the language of the page. A code without a name shows as itself. */
export type Names = {
  readonly groups: Readonly<Record<number, string>>;
  readonly centers: Readonly<Record<number, string>>;
};

type Named = { readonly code: number; readonly nameFa: string; readonly nameEn: string };

/** Picks the names of one language. */
export const toNames = (
  locale: string,
  lists: { groups: readonly Named[]; centers: readonly Named[] },
): Names => {
  const pick = (rows: readonly Named[]) =>
    Object.fromEntries(rows.map((row) => [row.code, locale === "fa" ? row.nameFa : row.nameEn]));
  return { groups: pick(lists.groups), centers: pick(lists.centers) };
};
