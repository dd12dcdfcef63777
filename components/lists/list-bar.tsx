import { useLocale, useTranslations } from "next-intl";
import { Notice } from "@/components/allocation/notice";
import type { View } from "@/components/ui/table-view";
import { holds, type Staff } from "@/lib/auth/permissions";
import type { ListName } from "@/lib/lists/names";
import type { SavedViewItem } from "@/lib/lists/views/queries";
import { keptQuery } from "@/lib/shared/view";
import { ViewsMenu } from "./views-menu";
import css from "./views-menu.module.css";

type Props = {
  staff: Staff;
  page: ListName;
  view: View;
  views: readonly SavedViewItem[];
  /** Rows of the filter, null where nobody counts them: nothing is offered to take away where there are none. */
  total: number | null;
};

const FORMATS = [
  ["xlsx", "Excel"],
  ["csv", "CSV"],
] as const;

/** Above a list: its saved views, and for those who may take files away what is shown as one. */
export function ListBar({ staff, page, view, views, total }: Props) {
  const t = useTranslations("ui.views");
  const locale = useLocale();
  const { query } = keptQuery(String(new URLSearchParams(view.params)), view.spec);
  const active = views.find(({ id }) => id === view.params["view"]);
  return (
    <>
      <div className={css.bar}>
        <ViewsMenu page={page} path={`/${page}`} views={views} activeId={active?.id ?? null} query={query} />
        {total !== 0 && holds(staff, "export:download") && (
          <span className={css.files}>
            {total === null ? t("filesUncounted") : t("files", { count: total })}
            {FORMATS.map(([format, name]) => (
              <a
                key={format}
                href={`/api/v1/lists/${page}/file?format=${format}&lang=${locale}${query ? "&" : ""}${query}`}
                download
                aria-label={t("file", { format: name })}
              >
                {name}
              </a>
            ))}
          </span>
        )}
      </div>
      {active && active.dropped.length > 0 && (
        <div className={css.notice}>
          <Notice tone="warn">{t("dropped", { name: active.name })}</Notice>
        </div>
      )}
    </>
  );
}
