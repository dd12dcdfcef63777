import { guarded } from "@/lib/auth/guard";
import { addFile } from "@/lib/intake/batch/commands";
import { json, limited, must, uuidOf } from "../../../answer";
import { readUploads } from "../../../uploads";

/** Adds files to a batch. The same bytes again change nothing. */
export const POST = guarded(
  "import:write",
  limited(async (staff, request, params) => {
    const batchId = uuidOf(params["batchId"]);
    const { files } = await readUploads(request);
    const added = [];
    for (const { filename, stored } of files) {
      const { fileId, known } = must(await addFile(staff, { batchId, filename, stored }));
      added.push({ fileId, filename, ...stored, known });
    }
    return json({ files: added }, 201);
  }),
);
