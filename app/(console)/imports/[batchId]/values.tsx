import { getTranslations } from "next-intl/server";
import type { Names } from "@/components/allocation/labels";
import { ValueMap } from "@/components/intake/value-map";
import { Panel } from "@/components/ui/page";
import type { Can } from "@/lib/auth/permissions";
import { checkBatchAction } from "@/lib/intake/actions";
import { allows } from "@/lib/intake/batch/state";
import type { BatchSheet } from "@/lib/intake/review/queries";
import { listBatchValues } from "@/lib/intake/values/queries";

type Props = { staff: Can<"import:read">; batch: BatchSheet; names: Names; mayWrite: boolean };

/** Values that keep many rows out at once, each with what it could stand for; nothing where there is none. */
export async function ValuesPanel({ staff, batch, names, mayWrite }: Props) {
  if (!allows(batch.status, "check") || batch.rows === 0) return null;
  const { groups, mapped } = await listBatchValues(staff, batch.id);
  if (groups.length === 0 && mapped.length === 0) return null;
  const t = await getTranslations("import.value");
  const choices = await choicesOf(names);
  return (
    <Panel title={t("title")} hint={t("hint")} id="values">
      <ValueMap
        batchId={batch.id}
        kind={batch.kind}
        groups={groups}
        mapped={mapped}
        choices={choices}
        disabled={!mayWrite}
        action={checkBatchAction}
      />
    </Panel>
  );
}

type Choices = Record<string, { value: string; label: string }[]>;

const CODED = {
  gender: "gender",
  eduStatus: "eduStatus",
  regStatus: "regStatus",
  fileType: "studentType",
} as const;

/** Entries of the lists a field can name, by field; a field without a list is typed. */
const choicesOf = async (names: Names): Promise<Choices> => {
  const [t, tImport] = await Promise.all([getTranslations("students"), getTranslations("import")]);
  const listed = (entries: Readonly<Record<string, string>>) =>
    Object.entries(entries).map(([value, name]) => ({
      value,
      label: tImport("codeAndName", { code: value, name }),
    }));
  const coded = Object.entries(CODED).map(
    ([field, words]) => [field, listed(t.raw(words) as Record<string, string>)] as const,
  );
  return { ...Object.fromEntries(coded), groupCode: listed(names.groups), centerCode: listed(names.centers) };
};
