"use client";

import Button from "@mui/material/Button";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useBulk } from "@/components/ui/bulk-bar";

// Fetched when asked for: a window weighs more than the list it stands in.
const RejectDialog = dynamic(() => import("./reject-dialog").then((file) => file.RejectDialog));

/** Versions of the rows of this page, by id. */
type Props = { versions: Readonly<Record<string, number>> };

/** Leaves the chosen rows out for one reason; only rows one can see on this page, as they are now. */
export function RejectChosen({ versions }: Props) {
  const t = useTranslations("quarantine.reject");
  const { chosen, count } = useBulk();
  const [asking, setAsking] = useState(false);
  const ids = "ids" in chosen ? chosen.ids : [];
  const rows = ids.flatMap((rowId) => {
    const version = versions[rowId];
    return version === undefined ? [] : [{ rowId, version }];
  });
  const disabled = rows.length === 0 || rows.length < count;
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        color="error"
        disabled={disabled}
        title={disabled && count > 0 ? t("hint") : undefined}
        onClick={() => setAsking(true)}
      >
        {t("button")}
      </Button>
      {asking && <RejectDialog rows={rows} onClose={() => setAsking(false)} />}
    </>
  );
}
