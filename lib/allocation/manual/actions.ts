"use server";

import { action } from "@/lib/auth/guard";
import {
  assignStudent,
  moveStudents,
  pinStudent,
  pinStudents,
  unassignStudent,
  unassignStudents,
  unpinStudent,
  unpinStudents,
} from "./commands";
import { listCandidates } from "./queries";
import {
  assignSchema,
  candidatesSchema,
  moveManySchema,
  pinManySchema,
  pinSchema,
  unassignManySchema,
  unassignSchema,
} from "./schema";

export const assignStudentAction = action("assign:write", assignSchema, assignStudent);
export const unassignStudentAction = action("assign:write", unassignSchema, unassignStudent);
export const pinStudentAction = action("assign:write", pinSchema, pinStudent);
export const unpinStudentAction = action("assign:write", pinSchema, unpinStudent);
export const moveStudentsAction = action("assign:write", moveManySchema, moveStudents);
export const unassignStudentsAction = action("assign:write", unassignManySchema, unassignStudents);
export const pinStudentsAction = action("assign:write", pinManySchema, pinStudents);
export const unpinStudentsAction = action("assign:write", pinManySchema, unpinStudents);
export const listCandidatesAction = action("assign:write", candidatesSchema, listCandidates);
