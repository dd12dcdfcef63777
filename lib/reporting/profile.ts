import type { Layout } from "./layout";
import { SABT } from "./sabt";
import { SABT_V1 } from "./sabt-v1";

/** Layouts by the name people and programs ask for. */
export const PROFILES: Readonly<Record<string, Layout>> = {
  [SABT.profile]: SABT,
  [SABT_V1.profile]: SABT_V1,
};

/** The layout of a name, or null (`EXPORT_PROFILE_UNKNOWN`). */
export const findProfile = (name: string): Layout | null =>
  Object.hasOwn(PROFILES, name) ? (PROFILES[name] ?? null) : null;
