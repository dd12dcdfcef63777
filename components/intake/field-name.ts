import { useTranslations } from "next-intl";

/** A field of a kind in words; the same name means another thing in another kind of file. */
export const useFieldName = (kind: string): ((field: string) => string) => {
  const t = useTranslations("import.field");
  return (field) => {
    const key = `${kind}.${field}`;
    return t.has(key as never) ? t(key as never) : field;
  };
};
