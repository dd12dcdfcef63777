import { reportLoads } from "@/lib/reporting/utilization/queries";
import { AppError } from "@/lib/shared/errors";
import { listYears } from "@/lib/student/queries";
import { command } from "./command";
import { table } from "./table";
import { year } from "./values";

const loads = command({
  name: "report loads",
  input: { year },
  run: async ({ year: asked }, { staff, words: { t } }) => {
    if (!(await listYears(staff)).some((known) => known.year === asked))
      throw new AppError("YEAR_UNKNOWN", { year: asked });
    const document = await reportLoads(staff, asked);
    const head = ["mentor", "capacity", "base", "ours", "load"].map((name) => t(`cli.report.head.${name}`));
    const rows = document.mentors.map((one) => [one.mentorId, one.capacity, one.base, one.ours, one.load]);
    return { document, lines: table(head, rows) };
  },
});

export const commands = [loads];
