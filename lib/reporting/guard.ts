const RISKY = /^[=+\-@\t\r]/;

/** Free text as a spreadsheet may hold it: what would start a formula gets a `'` in front. Source: Domain §8. */
export const guardText = (text: string): string => (RISKY.test(text) ? `'${text}` : text);
