import { getTranslations } from "next-intl/server";
import { CertificatePanel } from "@/components/allocation/certificate-panel";
import { FairnessPanels } from "@/components/allocation/fairness-panels";
import type { Names } from "@/components/allocation/labels";
import { EmptyState } from "@/components/ui/empty-state";
import { getCertificate } from "@/lib/allocation/certificate/queries";
import { getFairness } from "@/lib/allocation/fairness/queries";
import type { RunSheet } from "@/lib/allocation/ledger/queries";
import type { Can } from "@/lib/auth/permissions";

type Props = { staff: Can<"run:read">; run: RunSheet; names: Names };

/** What proves a plan: the most anybody could have placed and why, and how even it is. */
export async function CertificateTab({ staff, run, names }: Props) {
  const [t, seen, fairness] = await Promise.all([
    getTranslations("runs.certificate"),
    getCertificate(staff, run.id),
    getFairness(staff, run.id),
  ]);
  if (seen === null) return <EmptyState icon="run" title={t("none")} />;
  return (
    <>
      <CertificatePanel seen={seen} names={names} number={run.number} />
      {fairness !== null && <FairnessPanels fairness={fairness} names={names} />}
    </>
  );
}
