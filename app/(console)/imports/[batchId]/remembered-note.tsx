import { getTranslations } from "next-intl/server";
import { Notice } from "@/components/allocation/notice";
import type { LayoutView } from "@/components/intake/column-map";
import { ActionButton } from "@/components/ui/action-button";
import { DateTime } from "@/components/ui/values";
import { chooseColumnsAction } from "@/lib/intake/mapping/actions";

type Props = {
  remembered: NonNullable<LayoutView["remembered"]>;
  batchId: string;
  version: number;
  fileId: string;
  /** Whether the columns may still be chosen. */
  open: boolean;
  staffId: string | null;
};

/** Says that the columns are read as somebody chose for such a file before, and takes it back. */
export async function RememberedNote({ remembered, batchId, version, fileId, open, staffId }: Props) {
  const t = await getTranslations("import.map");
  const isOwn = remembered.byId === staffId;
  const facts = { at: () => <DateTime at={remembered.at} />, name: () => <bdi>{remembered.by}</bdi> };
  return (
    <Notice tone="info">
      {t.rich(isOwn ? "rememberedYours" : "rememberedBy", facts)}{" "}
      {open && (
        <ActionButton
          size="small"
          action={chooseColumnsAction}
          input={{ batchId, version, fileId, columns: {} }}
          done={t("checking")}
        >
          {t(isOwn ? "forget" : "recognised")}
        </ActionButton>
      )}
    </Notice>
  );
}
