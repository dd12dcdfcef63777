"use client";

import Button from "@mui/material/Button";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useState } from "react";
import { RefusalText } from "./action-error";
import css from "./bulk-bar.module.css";
import { countOf, isChosen, useChoice } from "./choice";
import type { Refusal } from "./outcome";

/** What became of the chosen: how many were done, and who was left as they were and why. */
export type BulkReport = {
  readonly done: number;
  readonly left: readonly {
    readonly id: string;
    readonly name: string;
    readonly reason: string;
    readonly details?: Readonly<Record<string, unknown>> | undefined;
  }[];
};

/** What a bulk action sends for the chosen rows: their ids, or the filter of the page and whom it leaves out. */
export type ChosenInput =
  | { readonly ids: readonly string[] }
  | { readonly filter: Readonly<Record<string, string>>; readonly except: readonly string[] };

type Bulk = {
  /** Rows chosen now. */
  readonly count: number;
  readonly chosen: ChosenInput;
  /** The chosen ids; of a choice of all of a filter those it leaves out. */
  readonly ids: readonly string[];
  /** Rows one action takes; above it the buttons wait. */
  readonly max: number;
  readonly finish: (report: BulkReport) => void;
};

const BulkContext = createContext<Bulk>({ count: 0, chosen: { ids: [] }, ids: [], max: 0, finish: () => {} });

/** For buttons and dialogs inside a `BulkBar`: what is chosen, and `finish(report)` when it is done (tells it, clears the choice). */
export const useBulk = (): Bulk => useContext(BulkContext);

/**
 * For what is done to rows as they were seen: the chosen ones with their versions (`versions`, by id, of the rows of this page).
 * None while some of the choice stand on other pages; `hint` says so then.
 */
export const useSeen = (versions: Readonly<Record<string, number>>) => {
  const t = useTranslations("ui.bulk");
  const { chosen, count } = useBulk();
  const rows = ("ids" in chosen ? chosen.ids : []).flatMap((id) => {
    const version = versions[id];
    return version === undefined ? [] : [{ id, version }];
  });
  return rows.length < count ? { rows: [], hint: t("elsewhere") } : { rows, hint: null };
};

type Props = {
  /** `choiceOf(list, view)`: the same text as in the table's `choice.of`. */
  of: string;
  /** Rows of the filter over all pages. */
  total: number;
  /** `view.filters`; with it «all of the filter» can be chosen, and the action must know what a filter means. */
  filter?: Readonly<Record<string, string>>;
  /** The ids of all rows, where the list has one page: whoever has left it meanwhile is no longer chosen. */
  present?: readonly string[];
  /** Rows one action takes. */
  max: number;
  /** `BulkButton`s, or anything that uses `useBulk`. */
  children: ReactNode;
};

/** How many rows are chosen (told to screen readers), choose all, clear, and what can be done with them. */
export function BulkBar({ of, total, filter, present, max, children }: Props) {
  const t = useTranslations("ui.bulk");
  const { choice, chooseAll, clear } = useChoice(of);
  const [report, setReport] = useState<BulkReport | null>(null);
  const ids = present ? present.filter((id) => isChosen(choice, id)) : [...choice.ids];
  const count = present ? ids.length : countOf(choice, total);
  const finish = (done: BulkReport) => {
    setReport(done);
    clear();
  };
  const chosen = choice.all && !present ? { filter: filter ?? {}, except: ids } : { ids };
  return (
    <BulkContext value={{ count, chosen, ids, max, finish }}>
      <div className={css.bar}>
        <span role="status" className={count > 0 ? css.some : "tk-muted"}>
          {t("chosen", { count })}
        </span>
        {filter && count < total && (
          <Button size="small" onClick={chooseAll}>
            {t("all", { count: total })}
          </Button>
        )}
        {count > 0 && (
          <Button size="small" onClick={clear}>
            {t("clear")}
          </Button>
        )}
        <span className={css.actions}>{children}</span>
        {count > max && <span className="tk-muted">{t("max", { max })}</span>}
      </div>
      <div role="status">{report && <Report report={report} />}</div>
    </BulkContext>
  );
}

function Report({ report: { done, left } }: { report: BulkReport }) {
  const t = useTranslations("ui.bulk");
  return (
    <div className={`${css.report} ${left.length > 0 ? css.warn : css.ok}`}>
      {t("report", { done, left: left.length })}
      {left.length > 0 && (
        <ul>
          {left.map(({ id, name, ...refusal }) => (
            <li key={id}>
              <b>
                <bdi>{name}</bdi>
              </b>{" "}
              <RefusalText refusal={{ ok: false, ...refusal } as Refusal} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
