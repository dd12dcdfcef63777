import { useTranslations } from "next-intl";
import type { MentorPreview } from "@/lib/intake/mentor/commands";

/** Places left after a change of a mentor, and whether they take part in allocation. */
export function PlacesAfter({ preview }: { preview: MentorPreview }) {
  const t = useTranslations("byHand.review");
  const words = useTranslations("mentors.standing.out");
  const { load, capacity, out } = preview;
  const [before, after] = out;
  const left = Math.max(0, capacity[1] - load);
  const key = after === null ? (before === null ? null : "joins") : before === null ? "leaves" : "stillOut";
  return (
    <div>
      <p>{load > capacity[1] ? t("over") : t("load", { load, capacity: capacity[1], left })}</p>
      {key && <p>{t(key, { why: after === null ? "" : words(after) })}</p>}
    </div>
  );
}
