import { getTranslations } from "next-intl/server";
import { LoadChangeTable } from "@/components/allocation/load-changes";
import { Panel } from "@/components/ui/page";
import { readView, type SearchParams } from "@/components/ui/table-view";
import type { RunSheet } from "@/lib/allocation/ledger/queries";
import { listLoadChanges, type MentorLoadChange } from "@/lib/allocation/review/queries";
import type { Can } from "@/lib/auth/permissions";

type Props = { staff: Can<"run:read">; run: RunSheet; search: SearchParams };

const SORTS = ["taken", "after", "id"] as const;
type Sort = (typeof SORTS)[number];

const KEYS: Record<Sort, (mentor: MentorLoadChange) => number> = {
  taken: (mentor) => mentor.after - mentor.before,
  after: (mentor) => (mentor.capacity > 0 ? mentor.after / mentor.capacity : 2),
  id: (mentor) => mentor.id,
};

/** Each mentor who took part: load before, load after, and what this run adds. */
export async function MentorsTab({ staff, run, search }: Props) {
  const t = await getTranslations("runs");
  const view = readView(search, { sorts: SORTS, defaultSort: "-taken" });
  const mentors = (await listLoadChanges(staff, run.id)).filter((mentor) => mentor.visible);
  const key = KEYS[view.sort.key];
  const sign = view.sort.desc ? -1 : 1;
  mentors.sort((a, b) => sign * (key(a) - key(b)) || a.id - b.id);
  return (
    <Panel title={t("mentorsTitle")} hint={t("mentorsHint")} flush>
      <LoadChangeTable
        rows={mentors.slice(view.offset, view.offset + view.size)}
        total={mentors.length}
        view={view}
        runId={run.id}
      />
    </Panel>
  );
}
