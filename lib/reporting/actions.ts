"use server";

import { action } from "../auth/guard";
import { startExport } from "./commands";
import { startExportSchema } from "./schema";

/** Queues an export; answers with its id. */
export const startExportAction = action("export:create", startExportSchema, startExport);
