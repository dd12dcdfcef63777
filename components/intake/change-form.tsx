"use client";

import type { ComponentProps, ReactNode } from "react";
import type { FieldValues } from "react-hook-form";
import { ActionError } from "@/components/ui/action-error";
import { type ConflictFields, ConflictPanel } from "@/components/ui/conflict-panel";
import { Form, FormButtons } from "@/components/ui/form";
import { SubmitButton } from "@/components/ui/submit-button";
import type { useFormAction } from "@/components/ui/use-form-action";
import type { StudentPreview } from "@/lib/intake/correct/commands";
import { ChangeReview } from "./change-review";

type Bound<R> = Pick<
  ReturnType<typeof useFormAction<FieldValues, unknown, R>>,
  "onSubmit" | "pending" | "refusal" | "conflict" | "review"
>;

type Props<R extends StudentPreview> = Pick<
  ComponentProps<typeof ChangeReview>,
  "kind" | "names" | "codeWords"
> & {
  form: Bound<R>;
  conflictFields: ConflictFields;
  /** The verb that asks what the change would do. */
  check: string;
  /** What else follows from it. */
  also?: (preview: R) => ReactNode;
  /** The fields. */
  children: ReactNode;
};

/** A change by hand: the fields, then what the change would do, then it is stored. */
export function ChangeForm<R extends StudentPreview>(props: Props<R>) {
  const { form, conflictFields, kind, names, codeWords, check, also, children } = props;
  const { onSubmit, pending, refusal, conflict, review } = form;
  return (
    <Form onSubmit={onSubmit}>
      <ActionError refusal={refusal} />
      {conflict && <ConflictPanel conflict={conflict} fields={conflictFields} />}
      {children}
      {review ? (
        <ChangeReview
          kind={kind}
          preview={review.value}
          names={names}
          codeWords={codeWords}
          pending={pending}
          onSave={review.confirm}
          onBack={review.back}
        >
          {also?.(review.value)}
        </ChangeReview>
      ) : (
        <FormButtons>
          <SubmitButton pending={pending}>{check}</SubmitButton>
        </FormButtons>
      )}
    </Form>
  );
}
