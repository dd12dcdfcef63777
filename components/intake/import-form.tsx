"use client";

import Button from "@mui/material/Button";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormHelperText from "@mui/material/FormHelperText";
import MenuItem from "@mui/material/MenuItem";
import TextField from "@mui/material/TextField";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ActionError } from "@/components/ui/action-error";
import { FileDrop } from "@/components/ui/file-drop";
import { Icon } from "@/components/ui/icons";
import type { Refusal, ServerAction } from "@/components/ui/outcome";
import { TickBox } from "@/components/ui/tick-box";
import { formatCode } from "@/lib/i18n/format";
import css from "./import-form.module.css";
import { KindCards } from "./kind-cards";
import { openBatch, UPLOAD_ACCEPT, UPLOAD_LIMITS } from "./upload";
import { UploadFailures, UploadProgress } from "./upload-progress";
import { useUploads } from "./use-uploads";

export type KindInfo = {
  kind: string;
  /** Headers without which the file cannot be read, and the others that are known, in the words of the files. */
  required: readonly string[];
  known: readonly string[];
  /** Whether files of this kind usually list everything there is. */
  full: boolean;
  /** Whether what they say belongs to an academic year. */
  yearly: boolean;
};

type Props = {
  kinds: readonly KindInfo[];
  kind: string;
  years: readonly number[];
  year: number;
  check: ServerAction<unknown>;
};

/** Kind, year, files; then the batch is opened, filled, and its page shown. The choice is kept in the address. */
export function ImportForm({ kinds, kind: kindFirst, years, year: yearFirst, check }: Props) {
  const t = useTranslations("import.new");
  const locale = useLocale();
  const router = useRouter();
  const [kind, setKind] = useState(kindFirst);
  const [year, setYear] = useState(yearFirst);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const uploads = useUploads();
  const [busy, setBusy] = useState(false);
  const info = kinds.find((one) => one.kind === kind);
  const [chosenFull, setChosenFull] = useState<boolean | null>(null);
  const full = chosenFull ?? info?.full ?? false;
  const tooMany = files.length > UPLOAD_LIMITS.filesMax;

  const asked = {
    kind,
    year: info?.yearly ? year : null,
    mode: full ? ("FULL" as const) : ("PARTIAL" as const),
  };
  const remember = (next: { kind: string; year: number }) =>
    window.history.replaceState(null, "", `?kind=${next.kind}&year=${next.year}`);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (files.length === 0 || tooMany || busy) return;
    setBusy(true);
    setRefusal(null);
    const batch = opened ? { ok: true as const, value: { batchId: opened } } : await openBatch(asked);
    if (!batch.ok) {
      setRefusal(batch);
      setBusy(false);
      return;
    }
    const { batchId } = batch.value;
    setOpened(batchId);
    const { how, left } = await uploads.send(batchId, files);
    setFiles(left);
    // A refused or cancelled file is no reason to lose the others: more can be sent after it, or one goes on with what came.
    if (how !== "sent") return setBusy(false);
    await check({ batchId });
    router.push(`/imports/${batchId}`);
  };

  const fixed = busy || opened !== null;
  return (
    <form className={css.form} method="post" onSubmit={submit}>
      <KindCards
        kinds={kinds.map((one) => one.kind)}
        value={kind}
        disabled={fixed}
        onChange={(next) => {
          setKind(next);
          setChosenFull(null);
          remember({ kind: next, year });
        }}
      />
      {info?.yearly && (
        <div className={css.year}>
          <TextField
            select
            label={t("year")}
            value={year}
            disabled={fixed}
            onChange={(event) => {
              setYear(Number(event.target.value));
              remember({ kind, year: Number(event.target.value) });
            }}
          >
            {years.map((one) => (
              <MenuItem key={one} value={one}>
                {formatCode(locale, one)}
              </MenuItem>
            ))}
          </TextField>
          <FormHelperText>{t("yearHint")}</FormHelperText>
        </div>
      )}
      <div>
        <FormControlLabel
          control={<TickBox checked={full} onChange={setChosenFull} />}
          label={t("mode")}
          disabled={fixed}
        />
        <FormHelperText>{t("modeHint")}</FormHelperText>
      </div>
      {info && <TemplateLink kind={info.kind} />}
      {info && <Headers info={info} />}
      <fieldset className={css.files}>
        <legend>{t("files")}</legend>
        <FileDrop
          name="files"
          accept={UPLOAD_ACCEPT}
          multiple
          files={files}
          onChange={setFiles}
          disabled={busy}
          hint={t("limits")}
        />
        {tooMany && (
          <FormHelperText error role="alert">
            {t("tooMany", { count: files.length, max: UPLOAD_LIMITS.filesMax })}
          </FormHelperText>
        )}
      </fieldset>
      {uploads.sending && <UploadProgress sending={uploads.sending} onCancel={uploads.cancel} />}
      <UploadFailures failed={uploads.failed} />
      {opened && !busy && <Arrived count={uploads.arrived} left={files.length} />}
      <ActionError refusal={refusal} />
      <div className={css.buttons}>
        <Button
          type="submit"
          variant="contained"
          loading={busy}
          loadingPosition="start"
          startIcon={<Icon name="import" size={18} />}
          disabled={files.length === 0 || tooMany}
        >
          {t("submit")}
        </Button>
        {opened && !busy ? (
          <Button onClick={() => router.push(`/imports/${opened}`)}>{t("openBatch")}</Button>
        ) : (
          files.length === 0 && <span className="tk-muted">{t("chooseFirst")}</span>
        )}
      </div>
    </form>
  );
}

/** What came through before something was refused or cancelled, and that it is safe. */
function Arrived({ count, left }: { count: number; left: number }) {
  const t = useTranslations("import.upload");
  return (
    <p role="status" className={css.arrived}>
      {t("arrived", { count, left })}
    </p>
  );
}

/** The workbook to fill in, in the reader's language first. */
function TemplateLink({ kind }: { kind: string }) {
  const t = useTranslations("import.template");
  const locale = useLocale();
  const href = (lang: string) => `/api/v1/imports/templates/${kind}?lang=${lang}`;
  const other = locale === "fa" ? "en" : "fa";
  return (
    <p className={css.template}>
      <Button component="a" href={href(locale)} download startIcon={<Icon name="file" size={18} />}>
        {t("link")}
      </Button>
      <span className="tk-muted">{t("linkHint")}</span>
      <a href={href(other)} download>
        {t(other === "en" ? "linkEn" : "linkFa")}
      </a>
    </p>
  );
}

/** Which columns are expected, so that nobody has to guess how to name them. */
function Headers({ info }: { info: KindInfo }) {
  const t = useTranslations("import.new");
  return (
    <details className={css.headers}>
      <summary>{t("columns")}</summary>
      <dl>
        <dt>{t("required")}</dt>
        <dd>
          {info.required.map((header) => (
            <bdi key={header}>{header}</bdi>
          ))}
        </dd>
        {info.known.length > 0 && (
          <>
            <dt>{t("known")}</dt>
            <dd>
              {info.known.map((header) => (
                <bdi key={header}>{header}</bdi>
              ))}
            </dd>
          </>
        )}
      </dl>
      <p className="tk-muted">{t("columnsHint")}</p>
    </details>
  );
}
