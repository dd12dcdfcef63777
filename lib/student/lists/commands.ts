import { ok, type Result, refuse } from "@/lib/shared/result";
import { overtaken, recordAudit } from "../../auth/audit";
import type { Can } from "../../auth/permissions";
import { inTx, isUniqueViolation, type Tx } from "../../db/tx";
import type { CenterInput, GroupInput, YearInput } from "./schema";

type Actor = Can<"settings:write">;
type Added<K extends string> = Promise<Result<Record<K, number>, "INVALID_INPUT">>;

/** A code somebody else has, told at its field. */
const taken = (field: string) => refuse("INVALID_INPUT", { fields: { [field]: "taken" } });

/** Does the work; a unique index that somebody else was faster at is told at its field. */
const orTaken = async <T, R extends string>(
  field: string,
  work: Promise<Result<T, R>>,
): Promise<Result<T, R | "INVALID_INPUT">> => {
  try {
    return await work;
  } catch (error) {
    if (isUniqueViolation(error)) return taken(field);
    throw error;
  }
};

const audit = (
  tx: Tx,
  actor: Actor,
  change: { readonly action: string; readonly of: string; readonly code: number; readonly diff: object },
) =>
  recordAudit(tx, actor, {
    action: `student.${change.of}.${change.action}`,
    resourceType: change.of,
    resourceId: String(change.code),
    diff: { ...change.diff },
  });

type Versioned = { readonly version: number; readonly updatedAt: Date };
type Asked = { readonly of: string; readonly code: number; readonly version: number | undefined };

/** The refusal of an editor who opened an older version, or null. */
const stale = async (tx: Tx, before: Versioned, { of, code, version }: Asked) =>
  version === undefined || version === before.version
    ? null
    : refuse(
        "STALE_VERSION",
        await overtaken(tx, {
          type: of,
          id: String(code),
          version: before.version,
          updatedAt: before.updatedAt,
        }),
      );

/** What every change of an entry writes beside its own. */
const newer = () => ({ version: { increment: 1 }, updatedAt: new Date() });

/** Adds an academic year. A year or code that exists is refused at its field. */
export const addYear = (actor: Actor, { year, code }: YearInput): Added<"year"> =>
  orTaken(
    "code",
    inTx(async (tx) => {
      if (await tx.academicYear.findUnique({ where: { year } })) return taken("year");
      await tx.academicYear.create({ data: { year, code } });
      await audit(tx, actor, { action: "add", of: "year", code: year, diff: { after: { code } } });
      return ok({ year });
    }),
  );

/**
 * Changes the two digits the counters of a year begin with. Refuses NOT_FOUND, and YEAR_CODE_USED once a number was issued
 * under the old ones: they stand in other people's papers; `STALE_VERSION` when somebody was faster. Source: Domain §6.
 */
export const changeYearCode = (
  actor: Actor,
  { year, code, version }: YearInput,
): Promise<Result<{ year: number }, "NOT_FOUND" | "STALE_VERSION" | "YEAR_CODE_USED" | "INVALID_INPUT">> =>
  orTaken(
    "code",
    inTx<Result<{ year: number }, "NOT_FOUND" | "STALE_VERSION" | "YEAR_CODE_USED">>(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM academic_years WHERE year = ${year} FOR UPDATE`;
      const before = await tx.academicYear.findUnique({ where: { year } });
      if (before === null) return refuse("NOT_FOUND");
      const old = await stale(tx, before, { of: "year", code: year, version });
      if (old !== null) return old;
      if (before.code === code) return ok({ year });
      const issued = await tx.counterSequence.aggregate({
        where: { yearCode: before.code },
        _sum: { last: true },
      });
      const count = issued._sum.last ?? 0;
      if (count > 0) return refuse("YEAR_CODE_USED", { year, code: before.code, count });
      await tx.academicYear.update({ where: { year }, data: { code, ...newer() } });
      await audit(tx, actor, {
        action: "change-code",
        of: "year",
        code: year,
        diff: { code: [before.code, code] },
      });
      return ok({ year });
    }),
  );

/** Adds a registration centre. A code that exists is refused at its field. */
export const addCenter = (actor: Actor, { version: _, ...center }: CenterInput): Added<"code"> =>
  orTaken(
    "code",
    inTx(async (tx) => {
      if (await tx.center.findUnique({ where: { code: center.code } })) return taken("code");
      await tx.center.create({ data: center });
      await audit(tx, actor, { action: "add", of: "center", code: center.code, diff: { after: center } });
      return ok({ code: center.code });
    }),
  );

/** Renames a centre; its code is what everything refers to and stays. Refuses `STALE_VERSION` when somebody was faster. */
export const renameCenter = (
  actor: Actor,
  { code, nameFa, nameEn, version }: CenterInput,
): Promise<Result<{ code: number }, "NOT_FOUND" | "STALE_VERSION">> =>
  inTx(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM centers WHERE code = ${code} FOR NO KEY UPDATE`;
    const before = await tx.center.findUnique({ where: { code } });
    if (before === null) return refuse("NOT_FOUND");
    const old = await stale(tx, before, { of: "center", code, version });
    if (old !== null) return old;
    await tx.center.update({ where: { code }, data: { nameFa, nameEn, ...newer() } });
    await audit(tx, actor, {
      action: "rename",
      of: "center",
      code,
      diff: { before: { nameFa: before.nameFa, nameEn: before.nameEn }, after: { nameFa, nameEn } },
    });
    return ok({ code });
  });

/** Adds an exam group at the end of the list. A code that exists is refused at its field. */
export const addGroup = (actor: Actor, { version: _, ...group }: GroupInput): Added<"code"> =>
  orTaken(
    "code",
    inTx(async (tx) => {
      if (await tx.group.findUnique({ where: { code: group.code } })) return taken("code");
      const last = await tx.group.aggregate({ _max: { position: true } });
      await tx.group.create({ data: { ...group, position: (last._max.position ?? 0) + 1 } });
      await audit(tx, actor, { action: "add", of: "group", code: group.code, diff: { after: group } });
      return ok({ code: group.code });
    }),
  );

/** Changes the names and stage of a group; its code stays. Refuses `STALE_VERSION` when somebody was faster. */
export const changeGroup = (
  actor: Actor,
  { code, nameFa, nameEn, bucket, version }: GroupInput,
): Promise<Result<{ code: number }, "NOT_FOUND" | "STALE_VERSION">> =>
  inTx(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM groups WHERE code = ${code} FOR NO KEY UPDATE`;
    const before = await tx.group.findUnique({ where: { code } });
    if (before === null) return refuse("NOT_FOUND");
    const old = await stale(tx, before, { of: "group", code, version });
    if (old !== null) return old;
    await tx.group.update({ where: { code }, data: { nameFa, nameEn, bucket, ...newer() } });
    await audit(tx, actor, {
      action: "change",
      of: "group",
      code,
      diff: {
        before: { nameFa: before.nameFa, nameEn: before.nameEn, bucket: before.bucket },
        after: { nameFa, nameEn, bucket },
      },
    });
    return ok({ code });
  });
