import { createTranslator } from "next-intl";
import type { Can } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { formBookBytes } from "@/lib/excel/form-book";
import { LIMITS } from "@/lib/excel/limits";
import en from "@/lib/i18n/en.json";
import fa from "@/lib/i18n/fa.json";
import type { Kind } from "../columns";
import { type FieldForm, type Language, type Lists, type TemplateField, templateFields } from "./form";

const MESSAGES = { fa, en };
const NUMBERS: ReadonlySet<FieldForm> = new Set<FieldForm>(["number", "gpa"]);
const WIDE: ReadonlySet<FieldForm> = new Set<FieldForm>(["name", "text", "groupList"]);

/** What drop-downs offer today: centres, groups and years, in the words of a language. */
export const readLists = async (language: Language): Promise<Lists> => {
  const [centers, groups, years] = await Promise.all([
    db().center.findMany({ orderBy: { code: "asc" } }),
    db().group.findMany({ where: { active: true }, orderBy: { position: "asc" } }),
    db().academicYear.findMany({ orderBy: { year: "desc" } }),
  ]);
  const nameOf = ({ nameFa, nameEn, code }: { nameFa: string; nameEn: string; code: number }): string =>
    (language === "fa" ? nameFa : nameEn) || nameFa || String(code);
  const names = groups.map(nameOf);
  return {
    centers: centers.map(nameOf),
    // A name that two groups share stands for neither: these are offered by code.
    groups: groups.map((group, i) =>
      names.filter((name) => name === names[i]).length > 1 ? String(group.code) : nameOf(group),
    ),
    years: years.map(({ year }) => String(year)),
  };
};

export type TemplateFile = { readonly filename: string; readonly bytes: Buffer };

/**
 * The template of a kind in a language: today's centres, groups and years as drop-downs, a sample row that is never taken
 * in, and a help sheet. Bytes of an .xlsx.
 */
export const makeTemplate = async (
  _actor: Can<"import:read">,
  { kind, language }: { kind: Kind; language: Language },
): Promise<TemplateFile> => {
  const t = createTranslator({
    locale: language,
    messages: MESSAGES[language],
    namespace: "import.template",
  });
  const fields = templateFields(kind, language, await readLists(language));
  const hintOf = ({ form }: TemplateField): string => t(`form.${form}`);
  const kindName = t(`kind.${kind}`);
  const helpRow = (one: TemplateField): string[] => [
    one.header,
    t(one.required ? "required" : "optional"),
    [hintOf(one), one.aliases.length > 0 && t("aliases", { names: one.aliases.join(" · ") })]
      .filter(Boolean)
      .join("\n"),
    one.choices.join(" · "),
    one.sample,
  ];
  const bytes = await formBookBytes({
    rightToLeft: language === "fa",
    sheet: kindName,
    lists: t("lists"),
    columns: fields.map((one) => ({
      header: one.header,
      form: NUMBERS.has(one.form) ? "number" : "text",
      required: one.required,
      width: WIDE.has(one.form) ? 26 : 20,
      hint: hintOf(one),
      choices: one.choices,
    })),
    sample: fields.map(({ sample }) => sample),
    help: {
      name: t("help"),
      lead: [
        t("title", { kind: kindName }),
        t("howTo"),
        t("sampleRow"),
        t("limits", { rows: LIMITS.rows, mb: LIMITS.fileBytes / 1024 / 1024, columns: LIMITS.columns }),
      ],
      rows: [
        ["column", "need", "meaning", "words", "sample"].map((head) => t(`head.${head}` as never)),
        ...fields.map(helpRow),
      ],
    },
    words: { choiceTitle: t("choiceTitle"), choiceText: t("choiceText") },
  });
  return { filename: `takhsis-${kind}-${language}.xlsx`, bytes };
};
