import type { HomeCounts } from "./sql";

/**
 * How far an office has come, as its home tells it: `guide` = the first steps, for those who take them; for everybody else
 * `empty` = nobody to place or to place with, `filling` = the two are not both there or nothing was published. `working` = past that.
 */
export type HomeStage = "guide" | "empty" | "filling" | "working";

/** The stage of an office for a reader who may import, or may not. */
export const stageOf = (
  { hasMentors, hasStudents, hasPublished }: Pick<HomeCounts, "hasMentors" | "hasStudents" | "hasPublished">,
  reader: { readonly mayImport: boolean },
): HomeStage => {
  if (hasMentors && hasStudents && hasPublished) return "working";
  if (reader.mayImport) return "guide";
  return hasMentors || hasStudents ? "filling" : "empty";
};
