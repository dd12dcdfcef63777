// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: the ARIA combobox pattern is a list of options
// biome-ignore-all lint/a11y/useFocusableInteractive: options of a combobox are pointed at, the focus stays in the input
"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useState } from "react";
import { RefusalText } from "./action-error";
import { FoundFacts } from "./found-facts";
import { Icon } from "./icons";
import { mayLeave } from "./leave-store";
import type { ServerAction } from "./outcome";
import css from "./search-box.module.css";
import { useTypedEarly } from "./use-early";
import { type Found, useFound } from "./use-found";

type Props = {
  label: string;
  /** Gets `{ text }`, answers with what it found. A server action is a POST, so the words never enter an address or a log. */
  action: ServerAction<readonly Found[]>;
};

/** Finds a person by name, national id or counter and goes there. A combobox: arrows choose, Enter goes, Escape closes. */
export function SearchBox({ label, action }: Props) {
  const t = useTranslations("ui.search");
  const router = useRouter();
  const id = useId();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const seek = (typed: string) => {
    setText(typed);
    setActive(0);
    setOpen(true);
  };
  const field = useTypedEarly("", ({ value }) => seek(value));
  const { found, nothing, refusal } = useFound(text, action);
  const go = (one: Found | undefined) => {
    if (!one) return;
    setOpen(false);
    mayLeave(() => router.push(one.href));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") return setOpen(false);
    if (event.key === "Enter") return go(found[active]);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || found.length === 0) return;
    event.preventDefault();
    setOpen(true);
    setActive((active + step + found.length) % found.length);
  };
  const note = refusal ? <RefusalText refusal={refusal} /> : nothing && t(nothing);
  const isShown = open && text !== "";
  return (
    <search className={css.box}>
      <label htmlFor={id}>{label}</label>
      <div className={css.field}>
        <Icon name="search" size={18} />
        <input
          ref={field}
          id={id}
          type="search"
          className={css.input}
          role="combobox"
          aria-expanded={isShown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isShown && found[active] ? `${id}-${active}` : undefined}
          autoComplete="off"
          value={text}
          onChange={(event) => seek(event.target.value)}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className={css.panel} hidden={!isShown}>
        <ul id={`${id}-list`} role="listbox" aria-label={label}>
          {found.map((one, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input keeps the focus and handles the keys
            <li
              key={one.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className={css.option}
              // Before the input loses the focus, which would close the list under the pointer.
              onMouseDown={(event) => event.preventDefault()}
              onMouseEnter={() => setActive(index)}
              onClick={() => go(one)}
            >
              {one.title}
              <span className="tk-muted tk-block">
                <FoundFacts facts={one.facts} />
              </span>
            </li>
          ))}
        </ul>
        {note && <p className={css.note}>{note}</p>}
      </div>
      <p className="tk-hidden" role="status">
        {isShown ? (note ?? t("found", { count: found.length })) : null}
      </p>
    </search>
  );
}
