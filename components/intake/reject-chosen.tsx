"use client";

import Button from "@mui/material/Button";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSeen } from "@/components/ui/bulk-bar";

// Fetched when asked for: a window weighs more than the list it stands in.
const RejectDialog = dynamic(() => import("./reject-dialog").then((file) => file.RejectDialog), {
  ssr: false,
});

/** Versions of the rows of this page, by id. */
type Props = { versions: Readonly<Record<string, number>> };

/** Leaves the chosen rows out for one reason; only rows one can see on this page, as they are now. */
export function RejectChosen({ versions }: Props) {
  const t = useTranslations("quarantine.reject");
  const { rows, hint } = useSeen(versions);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        color="error"
        disabled={rows.length === 0}
        onClick={() => setAsking(true)}
      >
        {t("button")}
      </Button>
      {hint && <span className="tk-muted">{hint}</span>}
      {asking && <RejectDialog rows={rows} onClose={() => setAsking(false)} />}
    </>
  );
}
