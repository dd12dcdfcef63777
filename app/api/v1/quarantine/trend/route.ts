import { guarded } from "@/lib/auth/guard";
import { getTrend } from "@/lib/intake/trend/queries";
import type { Shares } from "@/lib/intake/trend/weeks";
import { json, limited, readQuery } from "../../answer";
import * as contract from "../../contract/quarantine";

const counts = ({ rows, clean, repaired, held }: Shares) => ({ rows, clean, repaired, held });

/** How good files were, week by week. */
export const GET = guarded(
  "import:read",
  limited(async (staff, request) => {
    const asked = readQuery(request, contract.trendQuery);
    const { weeks, sources } = await getTrend(staff, asked, new Date());
    return json({
      by: asked.by,
      weeks: weeks.map((one) => ({ week: one.week, ...counts(one) })),
      sources: sources.map((one) => ({
        source: one.source,
        ...counts(one),
        weeks: one.weeks.map(counts),
        codes: one.codes.map(({ code, severity, rows }) => ({ code, severity, rows })),
      })),
    });
  }),
);
