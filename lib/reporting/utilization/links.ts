import { to } from "../home/links";
import type { Demand } from "./outlook";
import type { Relief } from "./relief";

/** What the page looks at: a year, and where one is chosen only mentors who are managed in a centre. */
type Frame = { readonly year: number; readonly center: number | null };

/** The mentors of a frame that these filters leave: as many as the number the address stands behind. */
const mentors = ({ year, center }: Frame, filters: Readonly<Record<string, string | number>> = {}): string =>
  to("/mentors", { year, ...(center === null ? {} : { center }), ...filters });

/** The mentors behind each of the sums; of those in a list the first of the list first. */
export const totalLinks = (frame: Frame) => ({
  mentors: mentors(frame),
  over: mentors(frame, { load: "OVER", sort: "-occupancy" }),
  idle: mentors(frame, { load: "IDLE", out: "IN", sort: "-free" }),
});

type ManagerCell = { readonly year: number; readonly manager: number; readonly serves: number | null };

/** The mentors of a manager, of one centre those who may take students of it, as they stand in the year's pool. */
export const managerLink = ({ year, manager, serves }: ManagerCell): string =>
  to("/mentors", { year, manager, ...(serves === null ? {} : { serves }) });

/** Where the places lie that a frame lacks. */
export const neededLink = ({ year, center }: Frame): string =>
  to("/capacity", { year, ...(center === null ? {} : { center }) });

/** Mentors who are out of the pool for one reason and have places. */
export const reliefLink = (frame: Frame, { code }: Pick<Relief, "code">): string =>
  mentors(frame, { out: code, load: "FREE" });

/** Who waits in a combination, and the open mentors who could take them. */
export const demandLinks = (frame: Frame, { gender, group, center, type }: Demand) => ({
  students: to("/waiting", { year: frame.year, center, group, gender, type }),
  mentors: mentors(frame, {
    out: "IN",
    load: "FREE",
    serves: center,
    group,
    gender,
    kind: type === 1 ? "SCHOOL,DUAL" : "NORMAL,DUAL",
  }),
});
