"use client";

import Button from "@mui/material/Button";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FileDrop } from "@/components/ui/file-drop";
import css from "./import-form.module.css";
import { UPLOAD_ACCEPT } from "./upload";
import { UploadFailures, UploadProgress } from "./upload-progress";
import { useUploads } from "./use-uploads";

/** Adds files to a batch that still takes them; the batch goes back to be checked. */
export function AddFiles({ batchId }: { batchId: string }) {
  const t = useTranslations("import.file");
  const tNew = useTranslations("import.new");
  const router = useRouter();
  const uploads = useUploads();
  const [files, setFiles] = useState<readonly File[]>([]);
  const send = async () => {
    await uploads.send(batchId, files);
    setFiles([]);
    router.refresh();
  };
  return (
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
  );
}
