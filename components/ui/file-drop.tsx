"use client";

import IconButton from "@mui/material/IconButton";
import { useLocale, useTranslations } from "next-intl";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { formatBytes } from "@/lib/i18n/format";
import css from "./file-drop.module.css";
import { Icon } from "./icons";

type Props = {
  /** Name of the input. */
  name: string;
  /** `.xlsx,.csv` */
  accept: string;
  files: readonly File[];
  onChange: (files: readonly File[]) => void;
  multiple?: boolean;
  /** Limits, in words. */
  hint?: ReactNode;
  disabled?: boolean;
};

/** Choose files or drop them. The input itself covers the keyboard and screen readers; dropping is an extra. */
export function FileDrop({ name, accept, files, onChange, multiple = false, hint, disabled = false }: Props) {
  const t = useTranslations("ui.files");
  const locale = useLocale();
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const remove = (index: number) => {
    onChange(files.filter((_, i) => i !== index));
    // The button is gone with its file: whoever works by keys goes on where files are chosen.
    input.current?.focus();
  };
  const add = (list: FileList | null) => {
    const chosen = [...(list ?? [])];
    if (chosen.length > 0) onChange(multiple ? [...files, ...chosen] : chosen.slice(0, 1));
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled) add(event.dataTransfer.files);
  };
  return (
    <div>
      <label
        className={`${css.drop} ${over ? css.over : ""}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <input
          ref={input}
          className="tk-hidden"
          type="file"
          name={name}
          accept={accept}
          multiple={multiple}
          disabled={disabled}
          onChange={(event) => {
            add(event.target.files);
            event.target.value = "";
          }}
        />
        <Icon name="import" size={28} />
        <span>
          {t.rich(multiple ? "dropMany" : "dropOne", {
            b: (c) => <strong>{c}</strong>,
            u: (c) => <u>{c}</u>,
          })}
        </span>
        {hint && <span>{hint}</span>}
      </label>
      {files.length > 0 && (
        <ul className={css.files}>
          {files.map((file, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two chosen files may have one name
            <li key={index}>
              <Icon name="file" />
              <bdi className={css.name}>{file.name}</bdi>
              <span className={css.size}>{formatBytes(locale, file.size)}</span>
              <IconButton
                size="small"
                aria-label={t("remove", { name: file.name })}
                disabled={disabled}
                onClick={() => remove(index)}
              >
                <Icon name="close" size={18} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
