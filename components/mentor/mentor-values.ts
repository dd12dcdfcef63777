import type { Choice } from "@/components/ui/form-fields";
import type { GroupName } from "@/lib/mentor/group-list";

/** A mentor as the form holds it; `id` and `year` are typed for a new one only. */
export type MentorValues = {
  id?: string;
  year?: string;
  version?: number;
  name: string;
  gender: string;
  kind: string;
  managerId: string;
  groups: number[];
  schools: number[];
  centers: number[];
  capacity: string;
  alias: string;
  mobile: string;
  active: boolean;
  accepting: boolean;
  reason: string;
};

/** What the form offers, in the language of the page. */
export type MentorLists = {
  readonly managers: readonly Choice[];
  readonly groups: readonly (GroupName & { readonly label: string })[];
  readonly centers: readonly Choice[];
  /** Words of the schools the mentor has. */
  readonly schools: readonly Choice[];
};

/** A mentor nobody has filled in yet. Source: Domain §4 (BR-003) for the capacity. */
export const NEW_MENTOR: MentorValues = {
  id: "",
  year: "",
  name: "",
  gender: "0",
  kind: "NORMAL",
  managerId: "",
  groups: [],
  schools: [],
  centers: [],
  capacity: "60",
  alias: "",
  mobile: "",
  active: true,
  accepting: true,
  reason: "",
};

type Stored = {
  readonly version: number;
  readonly name: string;
  readonly gender: number;
  readonly kind: string;
  readonly managerId: number | null;
  readonly capacity: number;
  readonly alias: number | null;
  readonly mobile: string | null;
  readonly active: boolean;
  readonly accepting: boolean;
  readonly groups: readonly { readonly groupCode: number }[];
  readonly schools: readonly { readonly schoolCode: number }[];
  readonly centers: readonly { readonly centerCode: number }[];
};

const textOf = (value: string | number | null): string => (value === null ? "" : String(value));
const sorted = (codes: readonly number[]): number[] => [...codes].sort((a, b) => a - b);

/** A stored mentor as the form holds it. */
export const mentorValues = (mentor: Stored): MentorValues => ({
  version: mentor.version,
  name: mentor.name,
  gender: String(mentor.gender),
  kind: mentor.kind,
  managerId: textOf(mentor.managerId),
  groups: sorted(mentor.groups.map(({ groupCode }) => groupCode)),
  schools: sorted(mentor.schools.map(({ schoolCode }) => schoolCode)),
  centers: sorted(mentor.centers.map(({ centerCode }) => centerCode)),
  capacity: String(mentor.capacity),
  alias: textOf(mentor.alias),
  mobile: textOf(mentor.mobile),
  active: mentor.active,
  accepting: mentor.accepting,
  reason: "",
});
