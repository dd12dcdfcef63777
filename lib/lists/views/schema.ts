import { z } from "zod";
import { LIST_NAMES } from "../names";

export const NAME_MAX = 60;
const page = z.enum(LIST_NAMES);
const name = z.string().trim().min(1, "required").max(NAME_MAX);
/** The query of the list's address; what the list does not know is left out. */
const query = z.string().max(2_000);

export const viewNameSchema = z.object({ name });

export const saveViewSchema = z.object({ page, name, query });
export type SaveView = z.output<typeof saveViewSchema>;

/** Another name, another query, shared or not; what is absent stays. */
export const changeViewSchema = z.object({
  id: z.uuid(),
  name: name.optional(),
  query: query.optional(),
  shared: z.boolean().optional(),
});
export type ChangeView = z.output<typeof changeViewSchema>;

export const deleteViewSchema = z.object({ id: z.uuid() });

/** The view a person's list opens with; null = the list as it is. */
export const defaultViewSchema = z.object({ page, id: z.uuid().nullable() });
export type DefaultView = z.output<typeof defaultViewSchema>;
