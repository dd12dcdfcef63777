import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { CopyButton } from "@/components/ui/copy-button";
import css from "./export-download.module.css";

/** Address of a file of an export; the handler checks, audits and streams. */
const fileHref = (exportId: string, name: string): string =>
  `/api/v1/exports/${exportId}/files?name=${encodeURIComponent(name)}`;

const SHORT = 12;

type Props = { exportId: string; name: string; sha256: string; whole?: boolean };

/** The button that fetches a file, and beside it the sha256 by which anyone can see that it is whole. */
export function ExportDownload({ exportId, name, sha256, whole = false }: Props) {
  const t = useTranslations("exports");
  return (
    <span className={css.download}>
      <ButtonLink href={fileHref(exportId, name)} icon="import" size="small" variant="outlined" download>
        {t("download")}
      </ButtonLink>
      <span className={css.hash} dir="ltr">
        <span className={css.label}>sha256</span>
        <code title={sha256}>{whole ? sha256 : `${sha256.slice(0, SHORT)}…`}</code>
        <CopyButton value={sha256} />
      </span>
    </span>
  );
}

/** The manifest of an export: what it holds and the proof of its files. */
export function ManifestLink({ exportId, name }: { exportId: string; name: string }) {
  const t = useTranslations("exports");
  return (
    <ButtonLink href={fileHref(exportId, name)} icon="file" size="small" variant="text" download>
      {t("manifest")}
    </ButtonLink>
  );
}
