import type { Can } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import type { Reader } from "@/lib/db/tx";
import type { Policy, Switches } from "../schema";
import { type RunDefaults, runDefaultsSchema } from "./schema";

/** Key of the setting. */
export const RUN_DEFAULTS = "allocation.defaults";

/** Nobody has chosen yet: the specified semantics, every switch off. Source: Domain §4. */
const UNCHOSEN: RunDefaults = { version: 0, policy: "sequential", schoolFallback: false };

/** The stored defaults, in or out of a transaction; a value nobody understands counts as none. */
export const findRunDefaults = async (reader: Reader): Promise<RunDefaults> => {
  const row = await reader.setting.findUnique({ where: { key: RUN_DEFAULTS } });
  if (row === null) return UNCHOSEN;
  const read = runDefaultsSchema.safeParse({ ...(row.value as object), version: row.version });
  return read.success ? read.data : { ...UNCHOSEN, version: row.version };
};

/** What a new run is proposed with. */
export const readRunDefaults = (_staff: Can<"alloc:run"> | Can<"settings:write">): Promise<RunDefaults> =>
  findRunDefaults(db());

type Said = { readonly policy?: Policy | undefined; readonly schoolFallback?: boolean | undefined };

/** How a run is planned: as its caller says, and where nothing is said as new runs are proposed with. Source: Domain §4. */
export const settingsOfRun = async (
  staff: Can<"alloc:run">,
  said: Said,
): Promise<{ policy: Policy; switches: Switches }> => {
  const chosen = await readRunDefaults(staff);
  const { policy = chosen.policy, schoolFallback = chosen.schoolFallback } = said;
  return { policy, switches: { schoolFallback } };
};
