import { z } from "zod";

/** Rows somebody chose on a list: by id, or all of the page's filter but some. */
export type Chosen =
  | { readonly ids: readonly string[] }
  | { readonly filter: Readonly<Record<string, string>>; readonly except: readonly string[] };

const EXCEPT_MAX = 10_000;
const id = z.string().min(1).max(60);

/** Shape of a choice of at most `max` rows; join it to what else an action takes with `.and(…)`. */
export const chosenSchema = (max: number) =>
  z.union([
    z.object({ ids: z.array(id).min(1).max(max) }),
    z.object({
      filter: z.record(z.string().max(40), z.string().max(400)),
      except: z.array(id).max(EXCEPT_MAX).default([]),
    }),
  ]);
