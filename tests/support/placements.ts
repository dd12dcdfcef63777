import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";

let next = 0;

type StudentFields = Parameters<ReturnType<typeof db>["student"]["create"]>[0]["data"];
type MentorFields = Parameters<ReturnType<typeof db>["mentor"]["create"]>[0]["data"];

/** A mentor of year 1404, group 3, manager 1 with centres 0, 1 and 2 unless told otherwise. Load comes from `createPlacement`. */
export const createMentor = async (
  over: Partial<MentorFields> & { centers?: number[]; groups?: number[] } = {},
): Promise<number> => {
  next += 1;
  const { centers = [0, 1, 2], groups = [3], managerId = 1, id = 100 + next, ...fields } = over;
  const name = `مدیر ${managerId}`;
  const manager = { id: managerId as number, name, nameKey: name };
  await db().manager.upsert({
    where: { id: manager.id },
    update: {},
    create: { ...manager, centers: { create: centers.map((centerCode) => ({ centerCode })) } },
  });
  await db().mentor.create({
    data: {
      id,
      name: `پشتیبان ${next}`,
      gender: 1,
      kind: "NORMAL",
      capacity: 60,
      loadYear: 1404,
      alias: 1000 + next,
      managerId,
      groups: { create: groups.map((groupCode) => ({ groupCode })) },
      ...fields,
    } as MentorFields,
  });
  return id;
};

export type PlacementFields = {
  student?: Partial<StudentFields>;
  mentorId: number;
  status?: "OK" | "TEMP_REVIEW";
  runId?: string;
  at?: Date;
};

/** A placed student (boy, group 3, centre 1, counter of his own); returns the ids of the assignment and the student. */
export const createPlacement = async ({ student, mentorId, status = "OK", runId, at }: PlacementFields) => {
  next += 1;
  const serial = String(next).padStart(4, "0");
  const nationalId = String(student?.nationalId ?? `001000${serial}`);
  const studentId = newId();
  await db().student.create({
    data: {
      nationalId,
      id: studentId,
      firstName: "علی",
      lastName: `نمونه ${serial}`,
      gender: 1,
      eduStatus: 1,
      centerCode: 1,
      regStatus: 0,
      groupCode: 3,
      counter: `54357${serial}`,
      year: 1404,
      ...student,
    } as StudentFields,
  });
  const id = newId();
  await db().assignment.create({
    data: {
      id,
      nationalId,
      mentorId,
      year: 1404,
      status,
      idempotencyKey: `test:${id}`,
      ...(status === "TEMP_REVIEW" ? { reviewOrigin: "IMPORT", reviewCodes: ["GROUP_NOT_ALLOWED"] } : {}),
      ...(runId ? { runId } : {}),
      ...(at ? { at } : {}),
    },
  });
  await db().mentor.update({ where: { id: mentorId }, data: { ownLoad: { increment: 1 } } });
  return { id, studentId, nationalId };
};

/** A published run to hang placements on. */
export const createPublishedRun = async (): Promise<string> => {
  const id = newId();
  await db().run.create({ data: { id, year: 1404, state: "PUBLISHED" } });
  return id;
};

/** A READY ImportToSabt export of year 1404 that carries these assignments. */
export const createExport = async (assignmentIds: readonly string[], readyAt = new Date()): Promise<void> => {
  const exportId = newId();
  await db().export.create({ data: { id: exportId, profile: "sabt", year: 1404, state: "READY", readyAt } });
  await db().exportRow.createMany({
    data: assignmentIds.map((assignmentId) => ({ exportId, assignmentId })),
  });
};
