import type { z } from "zod";
import { guarded } from "@/lib/auth/guard";
import type { Can } from "@/lib/auth/permissions";
import { holds, type Staff } from "@/lib/auth/permissions";
import { coverOf } from "@/lib/reporting/centers";
import { recordDownload, startExport } from "@/lib/reporting/commands";
import { findFreshExport, listExports } from "@/lib/reporting/queries";
import { AppError } from "@/lib/shared/errors";
import { listCenters } from "@/lib/student/queries";
import { json, limited, must, readQuery } from "../../answer";
import { findExport } from "../../contract/exports";
import { fileResponse } from "../../file-response";

type Asked = z.output<typeof findExport>;

const toStart = ({ profile, year, format, run, center }: Asked) => ({
  profile,
  year,
  format,
  scope: run ? ("RUN" as const) : ("YEAR" as const),
  centers: center === undefined ? [] : [center],
  ...(run ? { runId: run } : {}),
});

/** The same export while it is being made: asking again does not start another one. */
const findRunning = async (staff: Can<"export:download">, asked: Asked): Promise<string | null> => {
  const known = (await listCenters(staff)).map(({ code }) => code);
  const wanted = toStart(asked);
  const centers = must(coverOf(staff, wanted.centers, known));
  for (const state of ["QUEUED", "RUNNING"] as const) {
    const { rows } = await listExports(staff, {
      year: asked.year,
      profile: asked.profile,
      state,
      offset: 0,
      size: 100,
    });
    const same = rows.find(
      (row) =>
        row.scope === wanted.scope &&
        row.format === asked.format &&
        row.runId === (asked.run ?? null) &&
        String(row.centers) === String(centers),
    );
    if (same) return same.id;
  }
  return null;
};

const requireCreate = (staff: Staff & Can<"export:download">): Can<"export:create"> => {
  if (!holds(staff, "export:create")) throw new AppError("FORBIDDEN", { permission: "export:create" });
  return staff;
};

/** Streams the newest export of the current data, or starts one: 202 with where to look. Source: Contracts §8. */
export const GET = guarded(
  "export:download",
  limited(async (staff, request) => {
    const asked = readQuery(request, findExport);
    const fresh = await findFreshExport(staff, asked);
    const [file, ...others] = fresh?.files ?? [];
    if (fresh && file && others.length === 0)
      return fileResponse(must(await recordDownload(staff, { exportId: fresh.id, name: file.name })));
    const url = (exportId: string) => `/api/v1/exports/${exportId}`;
    // Several parts: the caller fetches each from the list.
    if (fresh && file) return new Response(null, { status: 303, headers: { location: url(fresh.id) } });
    const running = await findRunning(staff, asked);
    const exportId = running ?? must(await startExport(requireCreate(staff), toStart(asked))).exportId;
    return json({ exportId, statusUrl: url(exportId) }, 202, { location: url(exportId), "retry-after": "2" });
  }),
);
