import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ExplanationPanels } from "@/components/allocation/explanation";
import { toNames } from "@/components/allocation/labels";
import { Notice } from "@/components/allocation/notice";
import { ButtonLink } from "@/components/ui/button-link";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { explainStudent } from "@/lib/allocation/queries";
import { requirePermission } from "@/lib/auth/guard";
import { holds } from "@/lib/auth/permissions";
import { formatCode } from "@/lib/i18n/format";
import { maskNationalId } from "@/lib/shared/national-id";
import { listCenters, listGroups } from "@/lib/student/queries";

type Props = { params: Promise<{ runId: string; studentId: string }> };

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("runs"))("explain.title"),
});

/** Why a student got this mentor, or none, at their turn of this run. */
export default async function ExplainPage({ params }: Props) {
  const staff = await requirePermission("run:read");
  const { runId, studentId } = await params;
  const [t, locale, told, centers, groups] = await Promise.all([
    getTranslations("runs"),
    getLocale(),
    explainStudent(staff, { runId, studentId }),
    listCenters(staff),
    listGroups(staff),
  ]);
  if (!told?.run) notFound();
  const { explanation, names: mentorNames, student } = told;
  const run = t("run", { number: formatCode(locale, told.run.number) });
  const b = (chunks: React.ReactNode) => <strong>{chunks}</strong>;
  const { chosen, reason } = explanation;
  return (
    <Page>
      <PageHeader
        title={t("explain.title")}
        lead={t.rich(explanation.loadsAt === "END" ? "page.explainLeadEnd" : "page.explainLead", {
          run,
          nid: () => <bdi dir="ltr">{maskNationalId(student.nationalId)}</bdi>,
        })}
        crumbs={[
          { label: t("title"), href: "/runs" },
          { label: run, href: `/runs/${told.run.id}` },
        ]}
        actions={
          holds(staff, "student:read") && (
            <ButtonLink href={`/students/${student.id}`} icon="user" variant="outlined">
              {t("page.studentPage")}
            </ButtonLink>
          )
        }
      />
      {chosen === null ? (
        <Notice tone="bad">
          {t.rich("page.explainUnplaced", { reason: t(`reasons.${reason ?? "NO_MENTORS"}`), b })}
        </Notice>
      ) : (
        <Notice tone="info">
          {t.rich("page.explainPlaced", {
            mentor: mentorNames[chosen] ?? formatCode(locale, chosen),
            b,
          })}
        </Notice>
      )}
      {told.repair && (
        <Notice tone="warn">
          {t.rich(told.repair.from === null ? "explain.repairedNew" : "explain.repaired", {
            chain: formatCode(locale, told.repair.chain),
            mentor: told.repair.from === null ? "" : (mentorNames[told.repair.from] ?? told.repair.from),
            link: (chunks) => <Link href={`/runs/${runId}?tab=chains`}>{chunks}</Link>,
            b,
          })}
        </Notice>
      )}
      <ExplanationPanels
        explanation={explanation}
        names={toNames(locale, { centers, groups })}
        mentorNames={mentorNames}
        linked={holds(staff, "mentor:read")}
      />
    </Page>
  );
}
