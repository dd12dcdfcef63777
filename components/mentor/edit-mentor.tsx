"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/intake/change-form";
import type { ConflictFields } from "@/components/ui/conflict-panel";
import { useToast } from "@/components/ui/toasts";
import { useFormAction } from "@/components/ui/use-form-action";
import { changeMentorAction, previewMentorAction } from "@/lib/intake/mentor/actions";
import type { MentorPreview } from "@/lib/intake/mentor/commands";
import { mentorFormSchema } from "@/lib/intake/mentor/schema";
import { MentorFields, useMentorChoices } from "./mentor-fields";
import type { MentorLists, MentorValues } from "./mentor-values";
import { PlacesAfter } from "./places-after";

type Props = {
  mentorId: number;
  values: MentorValues;
  lists: MentorLists;
  /** Words of the rules that a placement may break. */
  codeWords: Readonly<Record<string, string>>;
};

/** Changes a mentor: fields, then what the change would do, then it is stored. */
export function EditMentor({ mentorId, values, lists, codeWords }: Props) {
  const t = useTranslations("byHand.mentor");
  const toast = useToast();
  const router = useRouter();
  const form = useFormAction<MentorValues, { flagged: number }, MentorPreview>({
    schema: mentorFormSchema as never,
    defaultValues: values,
    action: changeMentorAction,
    preview: previewMentorAction,
    toInput: (typed, changed) => {
      const own = changed.filter((name) => name !== "reason" && name !== "version");
      const fields = Object.fromEntries(own.map((name) => [name, typed[name as keyof MentorValues]]));
      return { mentorId, version: typed.version, reason: typed.reason || undefined, ...fields };
    },
    onOk: ({ flagged }) => {
      toast("ok", t("saved", { count: flagged }));
      router.push(`/mentors/${mentorId}`);
    },
  });
  const conflictFields = useConflictFields(lists);
  const codes = (choices: MentorLists["centers"]) =>
    Object.fromEntries(choices.map(({ value, label }) => [value, label]));
  const names = { centers: codes(lists.centers), groups: codes(lists.groups.map(toChoice)) };
  return (
    <ChangeForm
      form={form}
      conflictFields={conflictFields}
      kind="mentors"
      names={names}
      codeWords={codeWords}
      check={t("check")}
      also={(preview) => <PlacesAfter preview={preview} />}
    >
      <MentorFields control={form.control} lists={lists} />
    </ChangeForm>
  );
}

const toChoice = ({ code, label }: { code: number; label: string }) => ({ value: code, label });

/** What the fields are called where two versions stand side by side. */
const useConflictFields = (lists: MentorLists): ConflictFields => {
  const t = useTranslations("byHand.mentor");
  const choices = useMentorChoices(lists);
  return {
    name: { label: t("name") },
    gender: { label: t("gender"), choices: choices.genders },
    mobile: { label: t("mobile") },
    managerId: { label: t("manager"), choices: choices.managers },
    alias: { label: t("alias") },
    active: { label: t("active") },
    capacity: { label: t("capacity") },
    kind: { label: t("kind"), choices: choices.kinds },
    groups: { label: t("groups"), choices: choices.groups },
    schools: { label: t("schools"), choices: lists.schools },
    centers: { label: t("centers"), choices: lists.centers },
    accepting: { label: t("accepting") },
  };
};
