import type { Run } from "@db";
import type { Can } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { sha256 } from "@/lib/db/digest";
import { inputText } from "../canonical";
import { type Certificate, certify } from "../certificate";
import { readStoredSnapshot } from "../pool/queries";
import { findRun, readPlan } from "../queries";
import { selectMentorNames } from "../review/sql";
import { findFlaw } from "../verify-certificate";

/** What a viewer's centres keep from them; all 0 and the witness there when they see everything. Source: Contracts §6. */
export type Withheld = { readonly classes: number; readonly mentors: number; readonly witness: boolean };

/** A certificate as a viewer may see it; the totals of the cut are always whole. */
export type SeenCertificate = {
  readonly runId: string;
  readonly certificate: Certificate;
  readonly withheld: Withheld;
  /** Names of the mentors of its cut. */
  readonly names: Readonly<Record<number, string>>;
};

/** The certificate of a decided run: the stored one, or, of a plan older than certificates, one made now. */
async function certificateOf(run: Run): Promise<Certificate | null> {
  if (run.certificate !== null) return run.certificate as unknown as Certificate;
  if (run.planHash === null || run.inputHash === null) return null;
  const [snapshot, plan] = await Promise.all([readStoredSnapshot(db(), run.id), readPlan(run)]);
  return certify(snapshot, plan, { inputHash: run.inputHash, planHash: run.planHash, digest: sha256 });
}

/** Of a viewer with centres: classes of these, mentors whose manager has one of these. The witness names all mentors. */
function withinScope(staff: Can<"run:read">, whole: Certificate, visible: ReadonlySet<number>) {
  const classes = whole.cut.classes.filter((one) => staff.centers.includes(one.center));
  const mentors = whole.cut.mentors.filter((one) => visible.has(one.id));
  return {
    certificate: { ...whole, cut: { ...whole.cut, classes, mentors }, witness: null },
    withheld: {
      classes: whole.cut.classes.length - classes.length,
      mentors: whole.cut.mentors.length - mentors.length,
      witness: whole.witness !== null,
    },
  };
}

/** The certificate of a run (uuid or number); null when the run is unseen or was never planned. Source: Contracts §6. */
export async function getCertificate(staff: Can<"run:read">, name: string): Promise<SeenCertificate | null> {
  const run = await findRun(staff, name);
  if (run === null) return null;
  const [whole, people] = await Promise.all([certificateOf(run), selectMentorNames(db(), staff.centers)]);
  if (whole === null) return null;
  const names = new Map(people.flatMap((one) => (one.visible ? [[one.id, one.name]] : [])));
  const seen =
    staff.centers.length > 0
      ? withinScope(staff, whole, new Set(names.keys()))
      : { certificate: whole, withheld: { classes: 0, mentors: 0, witness: false } };
  const used = seen.certificate.cut.mentors.map(({ id }) => [id, names.get(id) ?? ""]);
  return { runId: run.id, ...seen, names: Object.fromEntries(used) };
}

export type Verdict = { readonly runId: string; readonly field: string | null };

/**
 * Holds any document against the stored pool and decisions of a run: `field` is the first that is not true, null when all
 * is. The run as a whole is looked at, so only who sees all centres gets an answer; null otherwise, or when never planned.
 */
export async function verifyCertificate(
  staff: Can<"run:read">,
  asked: { readonly run: string; readonly document: unknown },
): Promise<Verdict | null> {
  const run = await findRun(staff, asked.run);
  if (run === null || run.planHash === null || staff.centers.length > 0) return null;
  const snapshot = await readStoredSnapshot(db(), run.id);
  const items = await db().runItem.findMany({
    where: { runId: run.id },
    select: { nationalId: true, mentorId: true },
  });
  const sealed = run.certificate === null ? null : ((run.certificate as { sha256?: string }).sha256 ?? null);
  const field = findFlaw(asked.document, {
    snapshot,
    inputHash: sha256(inputText(snapshot)),
    decisions: new Map(items.map((item) => [item.nationalId, item.mentorId])),
    sealed,
    digest: sha256,
  });
  return { runId: run.id, field };
}
