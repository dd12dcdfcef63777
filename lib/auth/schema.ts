import { z } from "zod";
import { CALENDARS } from "@/lib/i18n/locale";
import { parseDate } from "@/lib/shared/calendar";
import { cleanCode } from "@/lib/shared/text";
import { typedInteger } from "@/lib/shared/typed";
import { PERMISSIONS, ROLES } from "./permissions";

/** Messages are keys of `ui.invalid`. */
export const usernameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, "required")
  .regex(/^[a-z0-9][a-z0-9._-]{2,31}$/, "username");

export const signInSchema = z.object({
  username: z.string().trim().min(1, "required"),
  password: z.string().min(1, "required"),
});
export type SignInInput = z.input<typeof signInSchema>;

const name = z.string().trim().min(1, "required").max(80, "too_big");
const uuid = z.uuid();
/** An optional code typed into a text field: empty = none. */
const optionalCode = z
  .union([z.literal("").transform(() => null), typedInteger(1, 2_147_483_647)])
  .nullish()
  .transform((value) => value ?? null);

const profile = {
  name,
  role: z.enum(ROLES),
  /** Empty = all centres. */
  centers: z.array(z.int().min(0)).max(100).default([]),
  managerId: optionalCode,
  mentorId: optionalCode,
};

type Profile = { role: string; centers: readonly number[]; mentorId: number | null };

/** A manager without a centre would see all of them; a mentor without a code nothing. Source: Contracts §6. */
const roleIsComplete = (value: Profile, context: z.RefinementCtx): void => {
  if (value.role === "MANAGER" && value.centers.length === 0)
    context.addIssue({ code: "custom", path: ["centers"], message: "manager_center" });
  if (value.role === "MENTOR" && value.mentorId === null)
    context.addIssue({ code: "custom", path: ["mentorId"], message: "mentor_id" });
};

/** A new person; without a password one is made, to be handed over and changed at the first sign-in. */
export const createUserSchema = z
  .object({ username: usernameSchema, password: z.string().min(1, "required").optional(), ...profile })
  .superRefine(roleIsComplete);
export const updateUserSchema = z
  .object({ id: uuid, version: z.int32(), ...profile })
  .superRefine(roleIsComplete);
/** What the form of a person holds: both schemas' fields as typed. */
export type UserFormInput = {
  id?: string;
  version?: number;
  username: string;
  name: string;
  role: (typeof ROLES)[number];
  centers: number[];
  managerId: string | number;
  mentorId: string | number;
};
export const userIdSchema = z.object({ id: uuid });
export const setUserActiveSchema = z.object({ id: uuid, active: z.boolean() });
export const sessionIdSchema = z.object({ id: uuid });

export const ownCalendarSchema = z.object({ calendar: z.enum(CALENDARS) });

export const changePasswordSchema = z
  .object({
    current: z.string().min(1, "required"),
    password: z.string().min(10, "password_short").max(128, "password_long"),
    repeat: z.string(),
  })
  .refine((value) => value.password === value.repeat, { path: ["repeat"], message: "passwords_differ" });

export const firstAdminSchema = z
  .object({
    code: z.string().trim().min(1, "required"),
    username: usernameSchema,
    name,
    password: z.string().min(10, "password_short").max(128, "password_long"),
    repeat: z.string(),
  })
  .refine((value) => value.password === value.repeat, { path: ["repeat"], message: "passwords_differ" });

export const createTokenSchema = z.object({
  name,
  permissions: z.array(z.enum(PERMISSIONS)).min(1, "required"),
  centers: z.array(z.int().min(0)).default([]),
  expiresAt: z.coerce.date().nullish(),
});

/** The last day of a token as somebody types it, Jalali or Gregorian; empty = until it is revoked. */
const lastDay = z
  .string()
  .trim()
  .refine((text) => text === "" || parseDate(cleanCode(text).text) !== null, "date")
  .transform((text) => parseDate(cleanCode(text).text));

/** What the form of a token holds. */
export const tokenFormSchema = z
  .object({
    name,
    permissions: z.array(z.enum(PERMISSIONS)).min(1, "required"),
    centers: z.array(z.int().min(0)).max(100),
    expires: lastDay,
  })
  .transform(({ expires, ...token }) => ({
    ...token,
    // The day is one of Tehran, and the token works to its end.
    expiresAt: expires === null ? null : new Date(`${expires}T23:59:59.999+03:30`),
  }));
export type TokenFormInput = z.input<typeof tokenFormSchema>;
export const tokenIdSchema = z.object({ id: uuid });

/** Signing out says nothing but itself. */
export const signOutSchema = z.object({});
