import Link from "next/link";
import { useTranslations } from "next-intl";
import type { FailureCode } from "@/lib/allocation/rules";
import css from "./cure-links.module.css";

/** Where each reason is cured; capacity is raised beside the reason itself. */
const PLACES: Partial<Record<FailureCode, { readonly word: "mentors" | "managers"; readonly href: string }>> =
  {
    MENTOR_PLACEHOLDER: { word: "mentors", href: "/imports/new?kind=mentors" },
    MENTOR_INACTIVE: { word: "mentors", href: "/imports/new?kind=mentors" },
    NOT_ACCEPTING: { word: "mentors", href: "/imports/new?kind=mentors" },
    NO_MANAGER: { word: "mentors", href: "/imports/new?kind=mentors" },
    LOAD_OTHER_YEAR: { word: "mentors", href: "/imports/new?kind=mentors" },
    GROUP_NOT_ALLOWED: { word: "mentors", href: "/imports/new?kind=mentors" },
    SCHOOL_CODE_MISMATCH: { word: "mentors", href: "/imports/new?kind=mentors" },
    SCHOOL_STUDENT_NEEDS_SCHOOL_MENTOR: { word: "mentors", href: "/imports/new?kind=mentors" },
    NORMAL_STUDENT_CANNOT_GET_SCHOOL_MENTOR: { word: "mentors", href: "/imports/new?kind=mentors" },
    GRADUATE_SCHOOL_FORBIDDEN: { word: "mentors", href: "/imports/new?kind=mentors" },
    MANAGER_WITHOUT_CENTER: { word: "managers", href: "/managers" },
    CENTER_NOT_ALLOWED: { word: "managers", href: "/managers" },
  };

type Props = {
  codes: readonly FailureCode[];
  /** Whether the viewer may bring files, which is how lists of mentors and managers change. */
  mayImport: boolean;
  /** The class on its own, where a capacity is raised. */
  raiseHref: string | null;
};

/** One click from each thing that is lacking to where it is cured. */
export function CureLinks({ codes, mayImport, raiseHref }: Props) {
  const t = useTranslations("waiting.cure");
  const links = new Map<string, string>();
  for (const code of codes) {
    const place = PLACES[code];
    if (code === "CAPACITY_FULL" && raiseHref !== null) links.set("raise", raiseHref);
    else if (place !== undefined && mayImport) links.set(place.word, place.href);
  }
  return (
    <span className={css.links}>
      {[...links].map(([word, href]) => (
        <Link key={word} href={href}>
          {t(word as "raise")}
        </Link>
      ))}
    </span>
  );
}
