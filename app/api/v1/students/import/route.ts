import { guarded } from "@/lib/auth/guard";
import type { Can } from "@/lib/auth/permissions";
import { addFile, cancelBatch, createBatch, startValidate } from "@/lib/intake/batch/commands";
import { startImport } from "@/lib/intake/straight/commands";
import { accepted, checked, limited, must, starting } from "../../answer";
import { importStudents } from "../../contract/imports";
import { batchUrl } from "../../imports/batch-document";
import { readUploads, type Upload } from "../../uploads";

/** A batch with these files; when one of them is refused the batch is cancelled, and nothing is left to wonder about. */
const openBatch = async (
  staff: Can<"import:write">,
  year: number,
  files: readonly Upload[],
): Promise<string> => {
  const { batchId } = must(await createBatch(staff, { kind: "students", year }));
  for (const { filename, stored } of files) {
    const added = await addFile(staff, { batchId, filename, stored });
    if (added.ok) continue;
    await cancelBatch(staff, { batchId });
    must(added);
  }
  return batchId;
};

/** Takes in files of students: 202 with the job and the batch to watch. Source: Contracts §8. */
export const POST = guarded(
  "import:write",
  limited(async (staff, request) => {
    const { fields, files } = await readUploads(request);
    const query = Object.fromEntries(request.nextUrl.searchParams);
    const given: Record<string, unknown> = { ...query, ...fields };
    const asked = checked(importStudents, { ...given, year: Number(given["year"]) });
    const bytes = files.map(({ filename, stored }) => [filename, stored.sha256]);
    return starting(staff, request, [asked, bytes], async () => {
      const batchId = await openBatch(staff, asked.year, files);
      const begun =
        asked.apply === "none"
          ? await startValidate(staff, { batchId })
          : await startImport(staff, { batchId, mode: asked.apply === "all" ? "ALL" : "VALID" });
      const { jobId } = must(begun);
      return accepted({ jobId, batchId, statusUrl: batchUrl(batchId) }, batchUrl(batchId));
    });
  }),
);
