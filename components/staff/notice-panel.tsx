"use client";

import Popover from "@mui/material/Popover";
import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { DateTime } from "@/components/ui/values";
import { formatCode } from "@/lib/i18n/format";
import { markNoticesSeenAction } from "@/lib/reporting/notice/actions";
import { subjectHref } from "@/lib/shared/subject";
import { attentionQuery } from "./attention.query";
import css from "./notices.module.css";
import { noticesQuery, type ShownNotice } from "./notices.query";
import { frameClient } from "./query-client";

type Props = { id: string; anchor: HTMLElement | null; open: boolean; onClose: () => void };

/** What happened to one's own things, newest first, each with the way there. Having been shown it is no longer news. */
export default function NoticePanel({ id, anchor, open, onClose }: Props) {
  const t = useTranslations("nav.notice");
  return (
    <Popover
      id={id}
      anchorEl={anchor}
      open={open}
      onClose={onClose}
      anchorOrigin={{ vertical: "bottom", horizontal: "center" }}
      transformOrigin={{ vertical: "top", horizontal: "center" }}
      slotProps={{ paper: { role: "dialog", "aria-label": t("title"), className: css.panel ?? "" } }}
    >
      <h2>{t("title")}</h2>
      <QueryClientProvider client={frameClient}>{open && <News onGo={onClose} />}</QueryClientProvider>
      <p className={css.foot}>{t("window")}</p>
    </Popover>
  );
}

function News({ onGo }: { onGo: () => void }) {
  const t = useTranslations("nav.notice");
  const { data, isError } = useQuery(noticesQuery);
  const { data: attention } = useQuery(attentionQuery);
  const fresh = useMarkSeen(data);
  const waiting = attention?.notices ?? 0;
  // While somebody looks, what arrives is read at once.
  useEffect(() => {
    if (waiting > 0) void frameClient.invalidateQueries({ queryKey: noticesQuery.queryKey });
  }, [waiting]);
  if (isError)
    return (
      <p className={css.note} role="alert">
        {t("failed")}
      </p>
    );
  if (!data)
    return (
      <p className={css.note} role="status">
        {t("busy")}
      </p>
    );
  if (data.length === 0) return <EmptyState icon="bell" title={t("empty")} hint={t("emptyHint")} />;
  return (
    <ul className={css.list}>
      {data.map((notice) => (
        <li key={keyOf(notice)}>
          <Link href={hrefOf(notice)} onClick={onGo} className={fresh.has(keyOf(notice)) ? css.fresh : ""}>
            <span className={`${css.dot} ${css[TONES[notice.kind]]}`} aria-hidden="true" />
            <span>
              <Words notice={notice} />
              <small>
                <DateTime at={notice.at} />
                {fresh.has(keyOf(notice)) && <b>{t("fresh")}</b>}
              </small>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Tells the server up to what was shown; what was news when the panel opened stays marked until it closes. */
const useMarkSeen = (notices: readonly ShownNotice[] | undefined): ReadonlySet<string> => {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const news = notices?.filter((one) => one.fresh) ?? [];
    const newest = news[0];
    if (!newest) return;
    setFresh((before) => new Set([...before, ...news.map(keyOf)]));
    void markNoticesSeenAction({ at: newest.at }).then(({ ok }) => {
      if (!ok) return;
      frameClient.setQueryData(attentionQuery.queryKey, (old) => old && { ...old, notices: 0 });
    });
  }, [notices]);
  return fresh;
};

const TONES = {
  DONE: "ok",
  PUBLISHED: "ok",
  FAILED: "bad",
  STALE: "warn",
  DEAD_LETTERS: "bad",
  DEAD_EVENTS: "bad",
  SECOND_PERSON: "warn",
} as const satisfies Record<ShownNotice["kind"], string>;

const keyOf = ({ kind, work, subjectId, at }: ShownNotice): string => [kind, work, subjectId, at].join(" ");

const hrefOf = ({ subject, subjectId }: ShownNotice): string =>
  subject === "outbox" || subjectId === null ? "/jobs" : subjectHref(subject, subjectId);

/** «اجرای ۵ منتشر شد»; a kind of work without words of its own shows its name. */
function Words({ notice: { kind, work, number, count } }: { notice: ShownNotice }) {
  const t = useTranslations("nav.notice");
  const locale = useLocale();
  const key = kind === "DONE" || kind === "FAILED" ? `${kind}.${work}` : kind;
  const values = { number: formatCode(locale, number ?? ""), count: count ?? 0 };
  return t.has(key as never) ? t(key as never, values as never) : <bdi dir="ltr">{work}</bdi>;
}
