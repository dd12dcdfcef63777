import { z } from "zod";
import type { View, ViewSpec } from "@/lib/shared/view";
import { MENTOR_KINDS } from "../schema";

const code = z.int().nonnegative().max(99_999_999);
const codes = z.array(code).max(100).readonly();

/** One change to try. Ids and codes only: a list of them may stand in an address. Source: Design §4. */
export const whatIfChangeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ADD_PLACES"), mentorId: code, places: z.int().min(1).max(10_000) }),
  z.object({ kind: z.literal("OPEN_CENTER"), managerId: code, center: code }),
  z.object({ kind: z.literal("ALLOW_GROUP"), mentorId: code, group: code }),
  z.object({ kind: z.literal("LEAVE"), mentorId: code }),
  z.object({
    kind: z.literal("NEW_MENTOR"),
    gender: z.union([z.literal(0), z.literal(1)]),
    mentorKind: z.enum(MENTOR_KINDS),
    places: z.int().min(1).max(10_000),
    groups: codes,
    centers: codes,
    schools: codes.default([]),
  }),
]);
export type WhatIfChange = z.output<typeof whatIfChangeSchema>;

/** At most twenty changes at once: more is another office. */
export const whatIfSchema = z.array(whatIfChangeSchema).max(20).readonly();

/** What the planner and a what-if are asked about. Without `centers` it is the asker's whole scope. */
export const capacityScopeSchema = z.object({
  year: z.coerce.number().pipe(z.int32()),
  centers: codes.default([]),
});
export type CapacityScope = z.output<typeof capacityScopeSchema>;

/** What the capacity planner reads from its address. */
export const CAPACITY_VIEW = {
  sorts: ["places"],
  defaultSort: "-places",
  filters: { year: "number", center: "number" },
} as const satisfies ViewSpec;

/** The centre an address of the planner means, among those the viewer may see; without one it is all of them. */
export const capacityCenter = <Center extends { readonly code: number }>(
  { filters }: View,
  centers: readonly Center[],
): Center | undefined => centers.find(({ code }) => String(code) === filters["center"]);
