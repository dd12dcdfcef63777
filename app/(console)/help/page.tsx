import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { GuideText } from "@/components/staff/guide";
import css from "@/components/staff/guide.module.css";
import { introOf, sectionsOf } from "@/components/staff/guide-sections";
import { Page } from "@/components/ui/page";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaff } from "@/lib/auth/guard";
import { parseLocale } from "@/lib/i18n/locale";
import { pictureOf, readGuide } from "./guide-files";

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await getTranslations("help"))("title"),
});

/** The user guide in the reader's language; each section has the address its pages' help leads to. */
export default async function HelpPage() {
  await requireStaff();
  const [t, locale] = await Promise.all([getTranslations("help"), getLocale()]);
  const guide = readGuide(parseLocale(locale));
  const sections = sectionsOf(guide);
  return (
    <Page>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className={css.guide}>
        <nav className={css.contents} aria-label={t("contents")}>
          <ul>
            {sections.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div className={css.text}>
          <GuideText markdown={introOf(guide)} picture={pictureOf} />
          {sections.map(({ id, title, text }) => (
            <section key={id} id={id} className={css.section} aria-labelledby={`${id}-title`}>
              <h2 id={`${id}-title`}>{title}</h2>
              <GuideText markdown={text} picture={pictureOf} />
            </section>
          ))}
        </div>
      </div>
    </Page>
  );
}
