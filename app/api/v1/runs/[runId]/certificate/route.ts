import { canonicalJson } from "@/lib/allocation/certificate";
import { getCertificate } from "@/lib/allocation/certificate/queries";
import { guarded } from "@/lib/auth/guard";
import { found, limited, readQuery } from "../../../answer";
import { certificateQuery } from "../../../contract/certificate";

/** The certificate of a run; whoever sees all centres gets exactly the document that can be verified. */
export const GET = guarded(
  "run:read",
  limited(async (staff, request, { runId = "" }) => {
    const { download } = readQuery(request, certificateQuery);
    const { certificate, withheld } = found(await getCertificate(staff, runId));
    const partial = withheld.classes > 0 || withheld.mentors > 0 || withheld.witness;
    const name = `certificate-${certificate.planHash.slice(0, 12)}.json`;
    return new Response(canonicalJson(partial ? { ...certificate, withheld } : certificate), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "cache-control": "no-store",
        ...(download === "1" ? { "content-disposition": `attachment; filename="${name}"` } : {}),
      },
    });
  }),
);
