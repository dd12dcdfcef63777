import { useTranslations } from "next-intl";
import { Page, Panel } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import type { ListName } from "@/lib/lists/names";
import css from "./list-skeleton.module.css";

/** As high as a row of the table, and as many as fill a window. */
const ROWS = 12;

/** What stands where a list will be while it is read: its title, and bars of the sizes of what comes, so that nothing jumps. */
export function ListSkeleton({ page }: { page: ListName }) {
  const t = useTranslations();
  return (
    <Page>
      <PageHeader title={t(`${page}.title`)} />
      <Panel flush>
        <div className={css.skeleton} aria-busy="true">
          <span className="tk-hidden" role="status">
            {t("ui.loading")}
          </span>
          <div className={css.bar} />
          <div className={css.filters} />
          {Array.from({ length: ROWS }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows without data have nothing else
            <div key={i} className={css.row} />
          ))}
        </div>
      </Panel>
    </Page>
  );
}
