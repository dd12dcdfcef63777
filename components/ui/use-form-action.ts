"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import type { z } from "zod";
import { fieldReasons, type Refusal, type ServerAction } from "./outcome";
import { useAction } from "./use-action";
import { useUnsaved } from "./use-unsaved";

type Options<Input extends FieldValues, T, R> = {
  /** The very schema the server uses. */
  schema: z.ZodType<unknown, Input>;
  /** The values as the page's data has them now. A clean form follows them; `version` among them tells who was faster. */
  defaultValues: DefaultValues<Input>;
  action: ServerAction<T>;
  onOk?: (value: T) => void;
  /** As in `useAction`. */
  stay?: boolean;
  /** What would happen, asked before `action` is: its answer is in `review`, and `review.confirm` goes on. */
  preview?: ServerAction<R>;
  /** What is sent: the values as typed unless told. `changed` names the fields that differ from those the form was opened with. */
  toInput?: (values: Input, changed: readonly string[]) => unknown;
};

/** Somebody else saved in between: the values as they were opened, as typed here, and as they are stored now. */
export type Conflict = {
  readonly by: string | null;
  readonly at: string | null;
  readonly opened: FieldValues;
  readonly mine: FieldValues;
  readonly theirs: FieldValues;
  readonly takeTheirs: () => void;
  readonly keepMine: () => void;
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Names of the fields whose values differ. */
export const changedFields = (values: FieldValues, opened: FieldValues): string[] =>
  Object.keys(values).filter((name) => !same(values[name], opened[name]));

/**
 * A form bound to a server action: same schema on both sides, the server's field reasons land on their fields, unsaved fields
 * are not left unasked, and when somebody else was faster both versions are in `conflict`. Everything else is in `refusal`.
 * Spread nothing: pass `form.control` to the fields and `onSubmit` to `<form>`.
 */
export const useFormAction = <Input extends FieldValues, T, R = never>(options: Options<Input, T, R>) => {
  const form = useForm<Input>({
    resolver: zodResolver(options.schema as never) as never,
    defaultValues: options.defaultValues,
    // Not on blur: an error text that appears between press and release moves the button away from under the pointer.
    mode: "onSubmit",
  });
  const { isDirty } = form.formState;
  const { saved, leave } = useUnsaved(isDirty);
  const follow = useFollow(form, options.defaultValues, isDirty);
  const router = useRouter();
  const [review, setReview] = useState<{ value: R; input: unknown } | null>(null);
  const input = useRef<unknown>(null);
  const sent = useRef<Input | null>(null);
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: () => {
          // A preview that is still on its way is one of other values.
          input.current = null;
          setReview(null);
        },
      }),
    [form.subscribe],
  );
  const onRefused = (refused: Refusal) => {
    setReview(null);
    if (refused.reason === "STALE_VERSION") router.refresh();
    for (const [name, type] of Object.entries(fieldReasons(refused)))
      form.setError(name as Path<Input>, { type, message: type }, { shouldFocus: true });
  };
  const save = useAction(options.action, {
    stay: options.stay ?? false,
    onRefused,
    onOk: (value) => {
      saved();
      follow.own(options.stay ? null : sent.current);
      setReview(null);
      settle(form, sent.current);
      options.onOk?.(value);
    },
  });
  const look = useAction((options.preview ?? options.action) as ServerAction<R>, {
    stay: true,
    onRefused,
    onOk: (value) => {
      if (input.current !== null) setReview({ value, input: input.current });
    },
  });
  // The values as typed, not as the resolver parsed them: the server parses again, and parsing twice must not transform twice.
  const onSubmit = form.handleSubmit(() => {
    const values = form.getValues();
    const changed = changedFields(values, openedOf(form));
    sent.current = structuredClone(values);
    follow.none();
    input.current = options.toInput ? options.toInput(values, changed) : values;
    save.clear();
    look.clear();
    (options.preview ? look : save).run(input.current);
  });
  const refusal = save.refusal ?? look.refusal;
  const clear = () => {
    save.clear();
    look.clear();
  };
  const conflict = conflictOf(form, options.defaultValues, { refusal, clear });
  return {
    form,
    control: form.control,
    onSubmit,
    pending: save.pending || look.pending,
    refusal: conflict ? null : refusal,
    conflict,
    review: review && {
      value: review.value,
      confirm: () => save.run(review.input),
      back: () => setReview(null),
    },
    leave,
  };
};

/** After a save the fields are as stored, except for what was typed while it was on its way: that is still unsaved. */
const settle = <Input extends FieldValues>(form: UseFormReturn<Input>, sent: Input | null): void => {
  const now = form.getValues();
  const later = sent ? changedFields(now, sent) : [];
  form.reset(later.length > 0 ? (sent as Input) : undefined, { keepValues: later.length === 0 });
  touch(form, now, later);
};

/** The values a form was opened with. */
const openedOf = (form: { readonly formState: { readonly defaultValues?: unknown } }): FieldValues =>
  (form.formState.defaultValues ?? {}) as FieldValues;

/**
 * A form in which nothing was typed shows what is stored; one that was touched keeps its fields, and the version it knows. The
 * answer's `own` marks today's data as seen: after a save only newer data is followed. The values one has saved tell which fields
 * were touched since: those keep their text over the data that brings the version of the save. `none` forgets them.
 */
const useFollow = <Input extends FieldValues>(
  form: UseFormReturn<Input>,
  values: DefaultValues<Input>,
  isDirty: boolean,
) => {
  const stored = JSON.stringify(values);
  const shown = useRef(stored);
  const saved = useRef<Input | null>(null);
  useEffect(() => {
    if (shown.current === stored || (isDirty && saved.current === null)) return;
    shown.current = stored;
    const now = form.getValues();
    const later = saved.current ? changedFields(now, saved.current) : [];
    saved.current = null;
    form.reset(values);
    touch(form, now, later);
  });
  return {
    own: (values: Input | null) => {
      shown.current = stored;
      saved.current = values;
    },
    none: () => {
      saved.current = null;
    },
  };
};

const touch = <Input extends FieldValues>(
  form: UseFormReturn<Input>,
  values: FieldValues,
  names: readonly string[],
): void => {
  for (const name of names) form.setValue(name as Path<Input>, values[name] as never, { shouldDirty: true });
};

type Standing = { refusal: Refusal | null; clear: () => void };

const conflictOf = <Input extends FieldValues>(
  form: UseFormReturn<Input>,
  values: DefaultValues<Input>,
  { refusal, clear }: Standing,
): Conflict | null => {
  if (refusal?.reason !== "STALE_VERSION") return null;
  const [opened, theirs] = [openedOf(form), values as FieldValues];
  // The page's data has been asked for again; until it is here there is nothing to show.
  if (opened["version"] === theirs["version"]) return null;
  const mine = form.getValues();
  const { by, at } = refusal.details ?? {};
  return {
    by: typeof by === "string" ? by : null,
    at: typeof at === "string" ? at : null,
    opened,
    mine,
    theirs,
    takeTheirs: () => {
      form.reset(values);
      clear();
    },
    keepMine: () => {
      form.reset(values);
      touch(form, mine, changedFields(mine, opened));
      clear();
    },
  };
};
