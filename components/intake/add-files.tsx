"use client";

import Button from "@mui/material/Button";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FileDrop } from "@/components/ui/file-drop";
import type { ServerAction } from "@/components/ui/outcome";
import css from "./import-form.module.css";
import { UPLOAD_ACCEPT } from "./upload";
import { UploadFailures, UploadProgress } from "./upload-progress";
import { useUploads } from "./use-uploads";

type Props = {
  batchId: string;
  /** Whether the batch has no file yet: then the field is open at once. */
  first: boolean;
  check: ServerAction<unknown>;
};

/** Adds files to a batch that still takes them, and has the batch checked again. */
export function AddFiles({ batchId, first, check }: Props) {
  const t = useTranslations("import.file");
  const tNew = useTranslations("import.new");
  const router = useRouter();
  const uploads = useUploads();
  const [files, setFiles] = useState<readonly File[]>([]);
  const send = async () => {
    const { how, left } = await uploads.send(batchId, files);
    setFiles(left);
    if (how !== "cancelled") await check({ batchId });
    router.refresh();
  };
  return (
    <details className={css.more} open={first}>
      <summary>{t("add")}</summary>
      <div className={css.form}>
        <FileDrop
          name="more"
          accept={UPLOAD_ACCEPT}
          multiple
          files={files}
          onChange={setFiles}
          disabled={uploads.sending !== null}
          hint={tNew("limits")}
        />
        {uploads.sending && <UploadProgress sending={uploads.sending} onCancel={uploads.cancel} />}
        <UploadFailures failed={uploads.failed} />
        {files.length > 0 && !uploads.sending && (
          <div className={css.buttons}>
            <Button variant="outlined" onClick={send}>
              {t("upload")}
            </Button>
          </div>
        )}
      </div>
    </details>
  );
}
