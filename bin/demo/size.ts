/** How much of everything a demo has. Managers and schools are those of one real office. Source: Domain §9. */
export type DemoSize = { readonly students: number; readonly mentors: number };
export const DEMO_SIZE: DemoSize = { students: 2_000, mentors: 120 };
/** The counters begin with 54. */
export const DEMO_YEAR = 1404;
export const SCHOOLS = 950;
export const SPECIAL_SCHOOLS = 36;
