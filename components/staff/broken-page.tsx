"use client";

import Button from "@mui/material/Button";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Icon } from "@/components/ui/icons";
import { MessagePage } from "./message-page";

type Props = { error: Error & { digest?: string }; retry: () => void };

/** `DB_UNAVAILABLE:<correlation id>` from the gate; otherwise React's own hash, which the server's log also names. */
const readDigest = (digest = ""): { outage: boolean; reference: string } => {
  const [code, id] = digest.split(":");
  return code === "DB_UNAVAILABLE"
    ? { outage: true, reference: id ?? "" }
    : { outage: false, reference: digest };
};

/** A page that failed: an apology with the id to quote, or — when the database is away — that work goes on when it is back. */
export function BrokenPage({ error, retry }: Props) {
  const t = useTranslations("messages");
  const { outage: told, reference } = readDigest(error.digest);
  const [outage, setOutage] = useState(told);
  useEffect(() => {
    if (told) return;
    // The gate may have passed just before the database went: ask.
    fetch("/readyz")
      .then(async (response) =>
        setOutage(response.status === 503 && (await response.json()).database !== "ok"),
      )
      .catch(() => setOutage(false));
  }, [told]);
  return (
    <MessagePage
      icon={outage ? "refresh" : "warning"}
      title={outage ? t("outageTitle") : t("brokenTitle")}
      text={outage ? t("outageText") : t("brokenText")}
      reference={
        reference && (
          <>
            {t("reference")} <bdi dir="ltr">{reference}</bdi>
          </>
        )
      }
    >
      <Button variant="contained" onClick={retry} startIcon={<Icon name="refresh" size={18} />}>
        {t("retry")}
      </Button>
    </MessagePage>
  );
}
