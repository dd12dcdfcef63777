import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Cards, Panel } from "@/components/ui/page";
import { StatCard } from "@/components/ui/stat-card";
import type { Tone } from "@/components/ui/tokens";
import { Num } from "@/components/ui/values";
import type { Permission } from "@/lib/auth/permissions";
import { type NeedKey, needLinks } from "@/lib/reporting/home/links";
import type { HomeCounts } from "@/lib/reporting/home/sql";
import type { HomeStage } from "@/lib/reporting/home/stage";

/** What waits, and what waits for this person's word as the second one. */
export type Needs = HomeCounts & { readonly awaitingWord: number };

/**
 * Each card: a number, its reason, and the list behind it. The most urgent first. Students are counted over whole centres,
 * which a mentor does not see: hence `run:read`.
 */
const CARDS: readonly { key: NeedKey; tone: Tone; permission: Permission }[] = [
  { key: "failedJobs", tone: "bad", permission: "metrics:read" },
  { key: "waiting", tone: "bad", permission: "run:read" },
  { key: "inReview", tone: "warn", permission: "run:read" },
  { key: "overloaded", tone: "warn", permission: "report:read" },
  { key: "awaitingWord", tone: "warn", permission: "import:write" },
  { key: "quarantined", tone: "warn", permission: "import:read" },
  { key: "openBatches", tone: "info", permission: "import:write" },
  { key: "openPlans", tone: "info", permission: "alloc:publish" },
];

type Props = { counts: Needs; permissions: ReadonlySet<Permission>; stage: HomeStage };

/** What waits for this person; nothing waiting is said, not left blank, and so is an office where nothing can wait yet. */
export function HomeNeeds({ counts, permissions, stage }: Props) {
  const t = useTranslations("home");
  const links = needLinks(counts);
  const open = CARDS.filter(({ key, permission }) => permissions.has(permission) && counts[key] > 0);
  // Where the first steps stand, nothing waiting is no news.
  if (open.length === 0 && stage === "guide") return null;
  if (open.length === 0)
    return stage === "working" ? (
      <Panel title={t("needs.title")}>
        <EmptyState icon="check" title={t("needs.none")} hint={t("needs.noneHint")} />
      </Panel>
    ) : (
      <Panel>
        <EmptyState icon="import" title={t(`begun.${stage}.title`)} hint={t(`begun.${stage}.hint`)} />
      </Panel>
    );
  return (
    <section aria-label={t("needs.title")}>
      <Cards>
        {open.map(({ key, tone }) => (
          <StatCard
            key={key}
            label={t(`needs.${key}.label`)}
            value={<Num value={counts[key]} />}
            hint={
              // Whoever only reads is not told to correct.
              key === "quarantined" && !permissions.has("quarantine:write")
                ? t("needs.quarantined.read")
                : t(`needs.${key}.hint`)
            }
            tone={tone}
            href={links[key]}
          />
        ))}
      </Cards>
    </section>
  );
}

/** A mentor's home leads to their own students. */
export function HomeOfMentor() {
  const t = useTranslations("home.mine");
  const action = (
    <ButtonLink href="/students" variant="contained" icon="students">
      {t("action")}
    </ButtonLink>
  );
  return (
    <Panel>
      <EmptyState icon="students" title={t("title")} hint={t("hint")} actions={action} />
    </Panel>
  );
}
