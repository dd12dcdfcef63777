import type { Prisma } from "@db";
import type { Reader } from "./tx";

/**
 * Rows of a statement, in its order, carried as one text: thousands of rows through the client, value by value, cost more than
 * what is made of them. Values are those of JSON, so an instant comes as text. No bigint.
 */
export const readRows = async <T>(reader: Reader, rows: Prisma.Sql): Promise<T[]> => {
  const [found] = await reader.$queryRaw<{ text: string }[]>`
    SELECT coalesce(json_agg(r), '[]')::text AS text FROM (${rows}) r`;
  return JSON.parse(found?.text ?? "[]") as T[];
};
