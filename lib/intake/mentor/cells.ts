import type { FieldTexts } from "@/lib/shared/row";
import type { FieldNames } from "../by-hand/findings";
import type { ChangeMentor } from "./schema";

/** Where the form's fields stand in a file, for findings. */
export const MENTOR_NAMES: FieldNames = {
  renamed: {
    school1: "schools",
    school2: "schools",
    school3: "schools",
    school4: "schools",
    groupWords: "groups",
    managerName: "managerId",
    inactive: "active",
    baseLoad: "capacity",
  },
  whole: "managerId",
};

/** Of these the audit log names the field only. */
export const PERSONAL: ReadonlySet<string> = new Set(["name", "nameKey", "mobile"]);

type Fields = Omit<ChangeMentor, "mentorId" | "version" | "reason">;

const list = (given: readonly number[] | string | undefined): string | undefined =>
  given === undefined || typeof given === "string" ? given : given.join(",");
const word = (given: string | number | undefined): string | undefined =>
  given === undefined ? undefined : String(given);
const flag = (given: boolean | undefined): string | undefined =>
  given === undefined ? undefined : given ? "1" : "0";

/** A form's fields as the cells of a mentor file, so that the one reader of rows decides about both. Absent stays absent. */
export const mentorCells = (fields: Fields): FieldTexts => {
  const cells = {
    name: fields.name,
    gender: fields.gender,
    kind: fields.kind,
    managerId: word(fields.managerId),
    groups: list(fields.groups),
    school1: list(fields.schools),
    centers: list(fields.centers),
    capacity: word(fields.capacity),
    alias: word(fields.alias),
    mobile: fields.mobile,
    inactive: flag(fields.active === undefined ? undefined : !fields.active),
    accepting: flag(fields.accepting),
  };
  return Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== undefined));
};
