"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { ActionButton } from "@/components/ui/action-button";
import { BulkBar, type BulkReport, useBulk } from "@/components/ui/bulk-bar";
import { BulkButton } from "@/components/ui/bulk-button";
import type { ServerAction } from "@/components/ui/outcome";
import type { Retried } from "@/lib/intake/retry/commands";
import native from "./native-field.module.css";
import css from "./queue-bulk.module.css";
import { RejectChosen } from "./reject-chosen";
import { RetryResult } from "./retry-rows";

type Person = { readonly id: string; readonly name: string };

type Props = {
  /** Name of the choice of the table. */
  of: string;
  total: number;
  filter: Readonly<Record<string, string>>;
  /** Rows of all batches that can change hands in one call. */
  max: number;
  /** Rows one click checks again. */
  idsMax: number;
  people: readonly Person[];
  assign: ServerAction<BulkReport>;
  retry: ServerAction<Retried>;
  /** Versions of the rows of this page, by id. */
  versions: Readonly<Record<string, number>>;
};

/** What can be done with the chosen rows of the queue: somebody takes them on, they are checked again, or left out. */
export function QueueBulk({ of, total, filter, max, idsMax, people, assign, retry, versions }: Props) {
  const [done, setDone] = useState<Done | null>(null);
  return (
    <>
      <BulkBar of={of} total={total} filter={filter} max={max}>
        <Assign people={people} action={assign} />
        <RetryChosen retry={retry} idsMax={idsMax} onOk={setDone} />
        <RejectChosen versions={versions} />
      </BulkBar>
      <div className={css.result}>
        {done !== null && (
          <RetryResult
            last={done.last}
            asked={{ ids: done.ids }}
            retry={retry}
            onOk={(last) => setDone({ ...done, last })}
          />
        )}
      </div>
    </>
  );
}

/** Who answers for the chosen rows from now on: oneself, a person, or nobody. */
function Assign({ people, action }: { people: readonly Person[]; action: ServerAction<BulkReport> }) {
  const t = useTranslations("quarantine.owner");
  const [to, setTo] = useState("me");
  const id = useId();
  return (
    <span className={css.assign}>
      <label htmlFor={id} className="tk-hidden">
        {t("to")}
      </label>
      <select id={id} className={native.low} value={to} onChange={(event) => setTo(event.target.value)}>
        <option value="me">{t("me")}</option>
        <option value="nobody">{t("nobody")}</option>
        {people.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name}
          </option>
        ))}
      </select>
      <BulkButton action={action} input={{ to }} icon="user">
        {t("assign")}
      </BulkButton>
    </span>
  );
}

/** What became of which rows. */
type Done = { readonly ids: readonly string[]; readonly last: Retried };

type RetryProps = { retry: ServerAction<Retried>; idsMax: number; onOk: (done: Done) => void };

/** All of a filter are checked by the button of the page; here only rows that are named. */
function RetryChosen({ retry, idsMax, onOk }: RetryProps) {
  const t = useTranslations("quarantine.retry");
  const { chosen, count } = useBulk();
  const ids = "ids" in chosen ? chosen.ids : [];
  return (
    <ActionButton
      size="small"
      variant="outlined"
      icon="refresh"
      action={retry}
      input={{ ids }}
      disabled={ids.length === 0 || count > idsMax}
      onOk={(last) => onOk({ ids, last })}
    >
      {t("chosen")}
    </ActionButton>
  );
}
