import { z } from "zod";
import { db } from "@/lib/db/client";
import { inTx } from "@/lib/db/tx";

const KEY = "demo";

const memorySchema = z.object({
  /** Ties the logins in the data folder to this database. */
  id: z.uuid(),
  students: z.int(),
  mentors: z.int(),
  /** Documents of the imports that are through, by kind. */
  imports: z.array(z.looseObject({ kind: z.string() })),
  runId: z.uuid().nullable(),
  export: z
    .object({
      files: z.array(z.object({ path: z.string(), sha256: z.string(), rows: z.number() })),
      warnings: z.array(z.unknown()),
    })
    .nullable(),
});
/** What the demo has done in this database so far; each step is remembered when it is through. */
export type Memory = z.infer<typeof memorySchema>;

/** null = this database was not made by a demo. */
export const readMemory = async (): Promise<Memory | null> => {
  const row = await db().setting.findUnique({ where: { key: KEY } });
  return row ? memorySchema.parse(JSON.parse(String(row.value))) : null;
};

/** Remembers, so that a demo that was killed goes on where it was. Kept as text: what is told again is told alike. */
export const remember = (memory: Memory): Promise<unknown> =>
  inTx((tx) => {
    const value = JSON.stringify(memory);
    return tx.setting.upsert({
      where: { key: KEY },
      create: { key: KEY, value },
      update: { value, version: { increment: 1 }, updatedAt: new Date() },
    });
  });

/** Whether nobody has worked in this database yet. */
export const isUntouched = async (): Promise<boolean> => {
  const [found] = await db().$queryRaw<{ any: boolean }[]>`
    SELECT EXISTS (SELECT FROM users) OR EXISTS (SELECT FROM managers) OR EXISTS (SELECT FROM schools) OR
      EXISTS (SELECT FROM import_batches) OR EXISTS (SELECT FROM runs) OR EXISTS (SELECT FROM "دانش_آموزان") OR
      EXISTS (SELECT FROM "منتورها") AS any`;
  return found?.any === false;
};
