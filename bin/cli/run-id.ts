import { listLedger } from "@/lib/allocation/ledger/queries";
import type { Can, Permission } from "@/lib/auth/permissions";
import { AppError } from "@/lib/shared/errors";
import { isUuid } from "@/lib/shared/ids";

const PAGE = 200;

/** The id of a run that was named by it or by its short number. Throws `NOT_FOUND`. */
export const findRunId = async (staff: Can<Permission>, named: string): Promise<string> => {
  if (isUuid(named)) return named;
  const sort = { key: "number", desc: true } as const;
  for (let offset = 0; ; offset += PAGE) {
    const { rows } = await listLedger(staff, { sort, offset, size: PAGE, filters: {} });
    const found = rows.find(({ number }) => number === Number(named));
    if (found) return found.id;
    if (rows.length < PAGE) throw new AppError("NOT_FOUND", { run: named });
  }
};
