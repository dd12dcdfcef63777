"use client";

import Button from "@mui/material/Button";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FocusEvent, type KeyboardEvent, useRef, useState } from "react";
import { ActionButton } from "@/components/ui/action-button";
import { Icon } from "@/components/ui/icons";
import { Chip } from "@/components/ui/status-chip";
import type { ListName } from "@/lib/lists/names";
import { changeViewAction, deleteViewAction, setDefaultViewAction } from "@/lib/lists/views/actions";
import type { SavedViewItem } from "@/lib/lists/views/queries";
import css from "./views-menu.module.css";

// Fetched when a name is to be typed: forms weigh more than the list they stand in.
const ViewDialog = dynamic(() => import("./view-dialog").then((file) => file.ViewDialog), { ssr: false });

type Props = {
  page: ListName;
  path: string;
  views: readonly SavedViewItem[];
  /** The one the address was opened with. */
  activeId: string | null;
  /** What the address says now, as a view would keep it. */
  query: string;
};

const hrefOf = (path: string, { id, query }: SavedViewItem): string =>
  `${path}?${query}${query ? "&" : ""}view=${id}`;

/** The views of a list: apply one, keep the present one, rename, share, delete, open the list with it. */
export function ViewsMenu({ page, path, views, activeId, query }: Props) {
  const t = useTranslations("ui.views");
  const box = useRef<HTMLDetailsElement>(null);
  const [naming, setNaming] = useState<"new" | "rename" | null>(null);
  const active = views.find(({ id }) => id === activeId) ?? null;
  const changed = active !== null && active.query !== query;
  const close = () => box.current?.removeAttribute("open");
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    close();
    box.current?.querySelector("summary")?.focus();
  };
  const onBlur = (event: FocusEvent) => {
    const to = event.relatedTarget;
    // A window asked for here gives the focus back to here.
    const leaves = to !== null && !event.currentTarget.contains(to) && to.closest("[role=dialog]") === null;
    if (leaves) close();
  };
  return (
    <details ref={box} className={css.menu} onKeyDown={onKeyDown} onBlur={onBlur}>
      <summary>
        <Icon name="eye" size={18} />
        <bdi>{active ? active.name : t("title")}</bdi>
        {changed && <span className={css.changed}>{t("changed")}</span>}
        <Icon name="chevronDown" size={16} />
      </summary>
      <div className={css.panel}>
        <Link href={`${path}?view=all`} className={css.item} onClick={close} scroll={false} prefetch={false}>
          {t("everything")}
        </Link>
        {[true, false].map((own) => (
          <Views
            key={String(own)}
            title={t(own ? "own" : "others")}
            views={views.filter((view) => view.own === own)}
            {...{ path, activeId, close }}
          />
        ))}
        {active && (
          <ActiveView
            {...{ page, path, view: active, changed, query }}
            onRename={() => setNaming("rename")}
          />
        )}
        <Button size="small" startIcon={<Icon name="plus" size={18} />} onClick={() => setNaming("new")}>
          {t("save")}
        </Button>
      </div>
      {naming && (
        <ViewDialog
          page={page}
          query={query}
          path={path}
          view={naming === "rename" ? active : null}
          onClose={() => setNaming(null)}
        />
      )}
    </details>
  );
}

type ViewsProps = Pick<Props, "path" | "views" | "activeId"> & { title: string; close: () => void };

function Views({ title, views, path, activeId, close }: ViewsProps) {
  const t = useTranslations("ui.views");
  if (views.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {views.map((view) => (
          <li key={view.id}>
            <Link
              href={hrefOf(path, view)}
              className={css.item}
              aria-current={view.id === activeId ? "true" : undefined}
              onClick={close}
              scroll={false}
              prefetch={false}
            >
              <bdi>{view.name}</bdi>
              {view.isDefault && <Chip tone="info">{t("default")}</Chip>}
              {view.own && view.shared && <Chip tone="mute">{t("shared")}</Chip>}
              {!view.own && <span className="tk-muted">{t("of", { name: view.ownerName })}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

type ActiveProps = Pick<Props, "page" | "path" | "query"> & {
  view: SavedViewItem;
  changed: boolean;
  onRename: () => void;
};

/** What can be done with the view that is looked at. */
function ActiveView({ page, path, view, changed, query, onRename }: ActiveProps) {
  const t = useTranslations("ui.views");
  const router = useRouter();
  const { id, shared } = view;
  return (
    <div className={css.actions}>
      {view.mayChange && changed && (
        <ActionButton size="small" action={changeViewAction} input={{ id, query }} done={t("kept")}>
          {t("keep")}
        </ActionButton>
      )}
      <ActionButton
        size="small"
        action={setDefaultViewAction}
        input={{ page, id: view.isDefault ? null : id }}
        done={t(view.isDefault ? "defaultOff" : "defaultOn")}
      >
        {t(view.isDefault ? "dropDefault" : "makeDefault")}
      </ActionButton>
      {view.mayChange && (
        <>
          <ActionButton
            size="small"
            action={changeViewAction}
            input={{ id, shared: !shared }}
            done={t(shared ? "unsharedDone" : "sharedDone")}
          >
            {t(shared ? "unshare" : "share")}
          </ActionButton>
          <Button size="small" onClick={onRename}>
            {t("rename")}
          </Button>
          <ActionButton
            size="small"
            color="error"
            action={deleteViewAction}
            input={{ id }}
            done={t("deleted")}
            confirm={{
              title: t("deleteTitle", { name: view.name }),
              text: t(shared ? "deleteShared" : "deleteText"),
              confirm: t("delete"),
              dangerous: true,
            }}
            onOk={() => router.push(`${path}?${query}${query ? "&" : ""}view=all`)}
          >
            {t("delete")}
          </ActionButton>
        </>
      )}
    </div>
  );
}
