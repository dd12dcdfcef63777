/** Candidates on one page of the table. */
export const CANDIDATES_SHOWN = 10;
