import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HomeGuide } from "@/components/reporting/home-guide";
import { HomeColumns, LatestBatches, LatestExports, LatestRuns } from "@/components/reporting/home-latest";
import { HomeMoving } from "@/components/reporting/home-moving";
import { HomeNeeds, HomeOfMentor } from "@/components/reporting/home-needs";
import { AutoRefresh } from "@/components/ui/auto-refresh";
import { ButtonLink } from "@/components/ui/button-link";
import { KeepFocus } from "@/components/ui/keep-focus";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaff } from "@/lib/auth/guard";
import { holds } from "@/lib/auth/permissions";
import { listAwaitingWord } from "@/lib/intake/brake/word/queries";
import { getHome } from "@/lib/reporting/home/queries";
import { stageOf } from "@/lib/reporting/home/stage";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("nav"))("home"),
});

/** Fifty people have it open all day: what they see is true to within this. */
const REFRESH_MS = 20_000;

/**
 * What needs action first, then what runs now, then what came last. It stays true while one looks at it: whatever began,
 * ended or was decided by others.
 */
export default async function HomePage() {
  const staff = await requireStaff();
  const [t, home, awaiting] = await Promise.all([
    getTranslations("home"),
    getHome(staff),
    listAwaitingWord(staff),
  ]);
  const counts = { ...home.counts, awaitingWord: awaiting.length };
  const stage = stageOf(counts, { mayImport: holds(staff, "import:write") });
  const hasLatest = home.batches.length + home.runs.length + home.exports.length > 0;
  const actions = (
    <>
      {holds(staff, "import:write") && (
        <ButtonLink href="/imports/new" variant="outlined" icon="import">
          {t("newImport")}
        </ButtonLink>
      )}
      {holds(staff, "alloc:run") && stage === "working" && (
        <ButtonLink href="/runs/new" variant="contained" icon="run">
          {t("newRun")}
        </ButtonLink>
      )}
    </>
  );
  return (
    <Page>
      {staff.role !== "MENTOR" && <AutoRefresh everyMs={REFRESH_MS} />}
      <PageHeader
        title={t("hello", { name: staff.name })}
        lead={stage === "guide" ? t("leadEmpty") : t("lead")}
        actions={actions}
      />
      <KeepFocus label={t("now")}>
        <Page>
          {stage === "guide" && <HomeGuide counts={counts} />}
          {staff.role === "MENTOR" ? (
            <HomeOfMentor />
          ) : (
            <HomeNeeds counts={counts} permissions={staff.permissions} stage={stage} />
          )}
          <HomeMoving jobs={home.jobs} permissions={staff.permissions} />
          {hasLatest && (
            <HomeColumns>
              {holds(staff, "import:read") && <LatestBatches batches={home.batches} />}
              {holds(staff, "run:read") && <LatestRuns runs={home.runs} />}
              {holds(staff, "export:download") && <LatestExports exports={home.exports} />}
            </HomeColumns>
          )}
        </Page>
      </KeepFocus>
    </Page>
  );
}
