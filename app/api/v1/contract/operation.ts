import type { z } from "zod";
import type { Permission } from "@/lib/auth/permissions";

/** An answer: a JSON shape, or bytes of a media type, or nothing. */
export type Answer = { description: string; shape?: z.ZodType; media?: string; location?: true };

export type Operation = {
  method: "get" | "post";
  /** Below /api/v1. */
  path: string;
  id: string;
  /** Null = everybody. */
  permission: Permission | null;
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Fields of a multipart form beside its files. */
  form?: z.ZodObject;
  /** Starts something: takes an `Idempotency-Key`. */
  starts?: true;
  answers: Readonly<Record<number, Answer>>;
};

/** 200 with a shape. */
export const ok = (shape: z.ZodType, description = "Found"): Record<number, Answer> => ({
  200: { description, shape },
});
/** 202: work has begun. */
export const begun = (shape: z.ZodType): Record<number, Answer> => ({
  202: { description: "Begun; look at Location how it goes", shape, location: true },
});
