"use client";

import Button from "@mui/material/Button";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useBulk } from "@/components/ui/bulk-bar";

// Fetched when asked for: a window weighs more than the list it stands in.
const HoldDialog = dynamic(() => import("./hold-dialog").then((file) => file.HoldDialog), { ssr: false });

/** Buttons of a `BulkBar` of students: hold the chosen back from the next runs, or let them in again. */
export function HoldChosen() {
  const t = useTranslations("students.bulk");
  const { count, max } = useBulk();
  const [hold, setHold] = useState<boolean | null>(null);
  const disabled = count === 0 || count > max;
  return (
    <>
      {[true, false].map((one) => (
        <Button
          key={String(one)}
          size="small"
          variant="outlined"
          disabled={disabled}
          onClick={() => setHold(one)}
        >
          {t(one ? "hold" : "release")}
        </Button>
      ))}
      {hold !== null && <HoldDialog hold={hold} onClose={() => setHold(null)} />}
    </>
  );
}
