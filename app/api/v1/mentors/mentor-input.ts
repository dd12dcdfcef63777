import type { z } from "zod";
import { AppError } from "@/lib/shared/errors";
import type { changeMentor, createMentor } from "../contract/by-hand";

type Sent = z.output<typeof changeMentor> | z.output<typeof createMentor>;

const NULLS = ["managerId", "alias", "mobile"] as const;

/** What was sent as the forms send it: a code of gender as text, nothing as a blank. */
export const toFields = (sent: Sent): Record<string, unknown> => ({
  ...sent,
  ...(sent.gender === undefined ? {} : { gender: String(sent.gender) }),
  ...Object.fromEntries(NULLS.filter((name) => sent[name] === null).map((name) => [name, ""])),
});

/** A mentor's id from the path; anything else names nobody. */
export const mentorIdOf = (text: string | undefined): number => {
  if (text === undefined || !/^[1-9]\d{0,8}$/.test(text)) throw new AppError("NOT_FOUND");
  return Number(text);
};
