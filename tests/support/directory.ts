import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { nationalId } from "./office";

/** Students of 1404 in turn over the centres 0, 1 and 2, the name telling the number. */
export const createStudents = async (count: number): Promise<void> => {
  await db().student.createMany({
    data: Array.from({ length: count }, (_, i) => ({
      nationalId: nationalId(i + 1),
      id: newId(),
      firstName: "نام",
      lastName: `خانواده‌${i + 1}`,
      gender: i % 2,
      eduStatus: 1,
      regStatus: 0,
      groupCode: 27,
      year: 1404,
      centerCode: i % 3,
      searchKey: `نام خانواده${i + 1}`,
    })),
  });
};
