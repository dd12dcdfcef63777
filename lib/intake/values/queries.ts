import { type Can, ownsCenters, type Staff } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import type { Kind } from "../columns";
import { valueKey, valueMapOf } from "../read-row";
import { visible } from "../review/queries";
import { countMapped, countValues } from "./sql";

/** Whose choices are remembered: a person's, or those of the command line. */
export const ownerOf = (staff: Staff): string => staff.id ?? "-";

/** Fields of a kind whose cells name an entry of a list: there a value can stand for another. */
const LISTED: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  students: ["gender", "eduStatus", "centerCode", "regStatus", "groupCode", "fileType", "schoolCode"],
  mentors: [
    "gender",
    "kind",
    "managerName",
    "managerId",
    "groups",
    "groupWords",
    "waiting",
    "inactive",
    "accepting",
  ],
  managers: ["centers", "active"],
  schools: ["gender", "level"],
  groups: ["bucket"],
  "special-schools": ["year", "schoolCode"],
};
const GROUPS_MAX = 100;

/** A value that keeps rows out, how many, and what the viewer let it stand for the last time. */
export type ValueGroup = {
  readonly code: string;
  readonly field: string;
  readonly value: string;
  readonly rows: number;
  readonly remembered: string | null;
};
/** A value that stands for another one in this batch. */
export type MappedValue = {
  readonly field: string;
  readonly value: string;
  readonly target: string;
  readonly rows: number;
};
export type BatchValues = { readonly groups: readonly ValueGroup[]; readonly mapped: readonly MappedValue[] };

/**
 * Repeated values that keep rows of a batch out, most frequent first, and those that are mapped; empty when it is out of
 * sight. Choices of the person's earlier files of the kind are offered.
 */
export const listBatchValues = async (staff: Can<"import:read">, batchId: string): Promise<BatchValues> => {
  const batch = await visible(staff, batchId);
  if (batch === null) return { groups: [], mapped: [] };
  const fields = LISTED[batch.kind as Kind] ?? [];
  const centers = ownsCenters(staff, batch.centers) ? null : staff.centers;
  const [counts, mappedCounts, choices] = await Promise.all([
    countValues(db(), batchId, { fields, centers, rowsMax: GROUPS_MAX }),
    countMapped(db(), batchId),
    db().valueChoice.findMany({ where: { owner: ownerOf(staff), kind: batch.kind } }),
  ]);
  const chosen = new Map(choices.map(({ field, value, target }) => [`${field}:${value}`, target]));
  const groups = counts.map((group) => ({
    ...group,
    remembered: chosen.get(`${group.field}:${valueKey(group.value)}`) ?? null,
  }));
  const rowsOf = (field: string, key: string): number =>
    mappedCounts
      .filter((one) => one.field === field && valueKey(one.value) === key)
      .reduce((sum, { rows }) => sum + rows, 0);
  const wordOf = (field: string, key: string): string =>
    mappedCounts.find((one) => one.field === field && valueKey(one.value) === key)?.value ?? key;
  const mapped = Object.entries(valueMapOf(batch)).flatMap(([field, texts]) =>
    Object.entries(texts).map(([key, target]) => ({
      field,
      value: wordOf(field, key),
      target,
      rows: rowsOf(field, key),
    })),
  );
  return { groups, mapped };
};
