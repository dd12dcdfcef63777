import { guarded } from "@/lib/auth/guard";
import { AppError } from "@/lib/shared/errors";
import { readPicture } from "../../guide-files";

/** A picture of the user guide. */
export const GET = guarded("student:read", async (_staff, _request, params) => {
  const bytes = readPicture(params.name ?? "");
  if (bytes === null) throw new AppError("NOT_FOUND");
  return new Response(new Uint8Array(bytes), {
    headers: { "content-type": "image/png", "cache-control": "private, max-age=86400" },
  });
});
