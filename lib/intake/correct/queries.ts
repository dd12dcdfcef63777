import type { Can } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import type { FieldValue } from "@/lib/shared/row";
import { isEdit, type Sources } from "@/lib/shared/sources";

/** Where a field (or, under "*", the rest of a record) comes from. */
export type FieldSource =
  | {
      readonly field: string;
      readonly kind: "file";
      readonly batchId: string;
      readonly number: number;
      readonly at: Date | null;
    }
  | {
      readonly field: string;
      readonly kind: "person";
      readonly by: string;
      readonly at: Date;
      readonly was: FieldValue;
    };

/** Sources of a record with the numbers of their batches: people's words first, then files, the rest last. */
const resolve = async (sources: Sources): Promise<FieldSource[]> => {
  const ids = Object.values(sources).flatMap((source) => ("batch" in source ? [source.batch] : []));
  const batches = await db().importBatch.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, number: true, appliedAt: true },
  });
  const known = new Map(batches.map((batch) => [batch.id, batch]));
  const found = Object.entries(sources).flatMap(([field, source]): FieldSource[] => {
    if (isEdit(source)) {
      const { by, at, was } = source;
      return [{ field, kind: "person", by, at: new Date(at), was }];
    }
    const batch = known.get(source.batch);
    if (batch === undefined) return [];
    return [{ field, kind: "file", batchId: batch.id, number: batch.number, at: batch.appliedAt }];
  });
  const weight = (one: FieldSource): number => (one.field === "*" ? 2 : one.kind === "person" ? 0 : 1);
  return found.sort((a, b) => weight(a) - weight(b));
};

/** Where the fields of a student come from; the caller has made sure that the viewer may see the student. */
export const listStudentSources = async (
  _staff: Can<"student:read">,
  student: { readonly sources: unknown },
): Promise<FieldSource[]> => await resolve(student.sources as Sources);

/** Where the fields of a mentor come from; the caller has made sure that the viewer may see the mentor. */
export const listMentorSources = async (
  _staff: Can<"mentor:read">,
  mentor: { readonly sources: unknown },
): Promise<FieldSource[]> => await resolve(mentor.sources as Sources);
