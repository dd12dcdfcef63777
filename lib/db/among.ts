import { Prisma } from "@db";

/** One code, any of several, or not asked for. */
export type Codes<T = number> = T | readonly T[] | undefined;

/** What was asked for as a list. */
export const listed = <T>(asked: T | readonly T[]): T[] =>
  Array.isArray(asked) ? [...(asked as readonly T[])] : [asked as T];

/** `column` is one of these; a single one is said as `=`, because only then does an index also give the order. */
export const among = (column: Prisma.Sql, asked: Exclude<Codes, undefined>): Prisma.Sql => {
  const codes = listed(asked);
  return codes.length === 1
    ? Prisma.sql`${column} = ${codes[0]}`
    : Prisma.sql`${column} = ANY(${codes}::int[])`;
};

/** At least one of these conditions; none of them = no condition. */
export const either = (conditions: readonly Prisma.Sql[]): Prisma.Sql =>
  conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.sql`(${Prisma.join([...conditions], " OR ")})`;
