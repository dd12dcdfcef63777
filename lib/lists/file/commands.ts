import { recordAudit } from "@/lib/auth/audit";
import type { Staff } from "@/lib/auth/permissions";
import { inTx } from "@/lib/db/tx";
import type { ListName } from "../names";

/** Notes that somebody took a list away as a file: which, narrowed how, how many rows. */
export const recordListDownload = (
  staff: Staff,
  file: { readonly list: ListName; readonly query: string; readonly format: string; readonly rows: number },
): Promise<void> =>
  inTx((tx) =>
    recordAudit(tx, staff, {
      action: "lists.file.download",
      resourceType: "list",
      resourceId: file.list,
      diff: { query: file.query, format: file.format, rows: file.rows },
    }),
  );
