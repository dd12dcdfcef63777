import { AppError } from "@/lib/shared/errors";

/** The number of a row from the path; anything else names nothing. */
export const rowIdOf = (text: string | undefined): string => {
  if (text === undefined || !/^\d{1,18}$/.test(text)) throw new AppError("NOT_FOUND");
  return text;
};
