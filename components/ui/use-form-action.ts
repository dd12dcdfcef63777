"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { type DefaultValues, type FieldValues, type Path, useForm } from "react-hook-form";
import type { z } from "zod";
import { fieldReasons, type ServerAction } from "./outcome";
import { useAction } from "./use-action";

type Options<Input extends FieldValues, T> = {
  /** The very schema the server uses. */
  schema: z.ZodType<unknown, Input>;
  defaultValues: DefaultValues<Input>;
  action: ServerAction<T>;
  onOk?: (value: T) => void;
  /** As in `useAction`. */
  stay?: boolean;
};

/**
 * A form bound to a server action: same schema on both sides, the server's field reasons land on their fields, everything
 * else is in `refusal`. Spread nothing: pass `form.control` to the fields and `onSubmit` to `<form>`.
 */
export const useFormAction = <Input extends FieldValues, T>(options: Options<Input, T>) => {
  const form = useForm<Input>({
    resolver: zodResolver(options.schema as never) as never,
    defaultValues: options.defaultValues,
    // Not on blur: an error text that appears between press and release moves the button away from under the pointer.
    mode: "onSubmit",
  });
  const { run, pending, refusal } = useAction(options.action, {
    ...(options.onOk ? { onOk: options.onOk } : {}),
    stay: options.stay ?? false,
    onRefused: (refused) => {
      for (const [name, type] of Object.entries(fieldReasons(refused)))
        form.setError(name as Path<Input>, { type, message: type }, { shouldFocus: true });
    },
  });
  // The values as typed, not as the resolver parsed them: the server parses again, and parsing twice must not transform twice.
  const onSubmit = form.handleSubmit(() => run(form.getValues()));
  return { form, control: form.control, onSubmit, pending, refusal };
};
