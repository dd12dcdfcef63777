import type { Run } from "@db";
import { findRun, type RunDocument, toRunDocument } from "@/lib/allocation/queries";
import type { Can, Permission } from "@/lib/auth/permissions";
import { required } from "./values";
import type { Words } from "./words";

/** The run a person named by its uuid or short number. Throws `NOT_FOUND`. */
export const requireRun = async (staff: Can<Permission>, name: string): Promise<Run> =>
  required(await findRun(staff, name));

/** A run as `allocate` and `run show` tell it: exactly these fields. Source: Contracts §7. */
export const reportOf = (run: Run): Omit<RunDocument, "number" | "year"> => {
  const { number: _number, year: _year, ...document } = toRunDocument(run);
  return document;
};

/** The same for people. */
export const runLines = (run: Run, { t }: Words): string[] => {
  const { eligible, placed, needsNewMentor, durationsMs } = toRunDocument(run);
  const ms = Object.values(durationsMs).reduce((sum, one) => sum + one, 0);
  return [
    t("cli.run.title", { number: run.number, state: t(`ui.status.${run.state}`) }),
    t("cli.run.counts", { eligible, placed, needsNewMentor }),
    t("cli.run.took", { seconds: ms / 1_000 }),
    `  run  ${run.id}`,
    ...(run.planHash ? [`  plan ${run.planHash}`] : []),
  ];
};
