import { formatCode, formatDateTime, formatList } from "./format";

/** What a message takes when nobody told it: a log of jobs knows the code of a failure and no more. */
const UNTOLD = { detected: "other", reason: "other", by: "", since: "", count: 0, code: "" };
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/**
 * Details of a refusal as values for its message: numbers and texts as they are, lists as the language lists, instants as
 * it writes them. What messages take is always there.
 */
export const refusalValues = (
  locale: string,
  details: Readonly<Record<string, unknown>> = {},
): Record<string, string | number> => {
  const told = Object.entries(details).flatMap(([key, value]): [string, string | number][] => {
    if (typeof value === "string" && INSTANT.test(value))
      return [[key, formatDateTime(locale, new Date(value))]];
    if (typeof value === "string" || typeof value === "number") return [[key, value]];
    if (Array.isArray(value) && value.every((one) => typeof one === "string" || typeof one === "number"))
      return [
        [
          key,
          formatList(
            locale,
            value.map((one) => formatCode(locale, one)),
          ),
        ],
      ];
    return [];
  });
  return { ...UNTOLD, ...Object.fromEntries(told) };
};
