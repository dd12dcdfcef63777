import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Cards } from "@/components/ui/page";
import { StatCard } from "@/components/ui/stat-card";
import { Num } from "@/components/ui/values";
import { countStillCounted } from "@/lib/allocation/drain/queries";
import type { RunSheet } from "@/lib/allocation/ledger/queries";
import type { Can } from "@/lib/auth/permissions";

type Props = { staff: Can<"run:read">; run: RunSheet };

/** Counts of a drain: whose students, who moves, who stays, and whom the downstream system still counts there. */
export async function DrainTotals({ staff, run }: Props) {
  const [t, tRuns, counted] = await Promise.all([
    getTranslations("drain.run"),
    getTranslations("runs.page"),
    countStillCounted(staff, run.id),
  ]);
  const reverted = run.state === "REVERTED" || run.state === "REVERTING";
  // Once it is being published, only who has really moved is counted; it may have stopped on the way.
  const begun = run.publishedPlaced > 0;
  return (
    <Cards>
      <StatCard
        label={t("students")}
        value={<Num value={run.eligible} />}
        hint={t("studentsHint")}
        href="?tab=students"
      />
      <StatCard
        label={t(begun ? "hasMoved" : "moved")}
        value={<Num value={begun ? run.publishedPlaced : run.placed} />}
        tone="ok"
        href={`?tab=students&result=placed${begun && !reverted ? "&state=PUBLISHED" : ""}`}
      />
      <StatCard
        label={t("stay")}
        value={<Num value={run.needsNewMentor} />}
        hint={t("stayHint", { count: run.needsNewMentor })}
        tone={run.needsNewMentor > 0 ? "warn" : "ok"}
        href="?tab=unplaced"
      />
      {counted > 0 && (
        <StatCard label={t("counted")} value={<Num value={counted} />} hint={t("countedHint")} tone="info" />
      )}
      {reverted && (
        <>
          <StatCard
            label={tRuns("reversed")}
            value={<Num value={run.reversed} />}
            hint={tRuns("reversedHint")}
          />
          <StatCard
            label={tRuns("kept")}
            value={<Num value={run.kept} />}
            hint={t("keptHint")}
            tone={run.kept > 0 ? "warn" : "mute"}
            href="?tab=students&result=placed&state=KEPT"
          />
        </>
      )}
    </Cards>
  );
}

/** The mentor a run drains, with the way there. */
export async function DrainedMentor({ mentor }: { mentor: NonNullable<RunSheet["drainedMentor"]> }) {
  const t = await getTranslations("drain.run");
  const name = mentor.name || String(mentor.id);
  return (
    <span>{t.rich("from", { name, a: (text) => <Link href={`/mentors/${mentor.id}`}>{text}</Link> })}</span>
  );
}
