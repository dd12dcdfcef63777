import { createTranslator } from "next-intl";
import { namesOfMentors, type WaitingList } from "@/lib/allocation/need/queries";
import { type QueueWords, queueSheets } from "@/lib/allocation/queue-sheet";
import { type Can, holds, type Staff } from "@/lib/auth/permissions";
import { workbookBytes } from "@/lib/excel/write";
import { formatCode, formatShortDate } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import { AppError } from "@/lib/shared/errors";
import { listCenters, listGroups } from "@/lib/student/queries";

const MESSAGES = {
  fa: () => import("@/lib/i18n/fa.json"),
  en: () => import("@/lib/i18n/en.json"),
};

type Translate = {
  (key: string, values?: Record<string, unknown>): string;
  markup: (key: string, values: Record<string, unknown>) => string;
};

async function wordsFor(
  staff: Can<"run:read">,
  locale: Locale,
  mentorIds: readonly number[],
): Promise<QueueWords> {
  const [messages, groups, centers, names] = await Promise.all([
    MESSAGES[locale](),
    listGroups(staff),
    listCenters(staff),
    namesOfMentors(staff, mentorIds),
  ]);
  const t = createTranslator({ locale, messages: messages.default }) as unknown as Translate;
  const pick = (rows: typeof groups) =>
    new Map(rows.map((row) => [row.code, locale === "fa" ? row.nameFa : row.nameEn]));
  const [groupNames, centerNames] = [pick(groups), pick(centers)];
  const code = (value: number) => formatCode(locale, value);
  const list = new Intl.ListFormat(locale);
  const heads = (keys: readonly string[]) => keys.map((key) => t(`waiting.sheet.${key}`));
  const CLASS = ["gender", "group", "center", "school"] as const;
  return {
    sheets: { groups: t("waiting.sheet.groups"), students: t("waiting.sheet.students") },
    heads: {
      groups: heads([...CLASS, "count", "reason", "since", "way1", "way2", "way3", "full"]),
      students: heads(["nationalId", "firstName", "lastName", "mobile", ...CLASS, "reason", "since"]),
    },
    classOf: (one) => ({
      gender: t(`runs.gender.${one.gender}`),
      group: groupNames.get(one.group) ?? code(one.group),
      center: centerNames.get(one.center) ?? code(one.center),
      school: one.type === 1 && one.school !== null ? String(one.school) : "",
    }),
    reason: (reason) => (reason === null ? t("waiting.placeable") : t(`runs.reasons.${reason}`)),
    since: (since) => (since === null ? t("waiting.never") : formatShortDate(locale, since)),
    miss: ({ codes, mentors, places }) =>
      t.markup("runs.explain.miss", {
        mentors,
        places,
        cures: list.format(codes.map((one) => t(`runs.cures.${one}`))),
        b: (chunks: string) => chunks,
      }),
    mentor: ({ id, load, capacity }) =>
      t("waiting.sheet.mentor", { name: names.get(id) ?? "", id: code(id), load, capacity }),
  };
}

/** Who may take names of students away must also be allowed to see them. Throws FORBIDDEN. */
export function requireRunRead<S extends Staff>(staff: S): S & Can<"run:read"> {
  if (!holds(staff, "run:read")) throw new AppError("FORBIDDEN", { permission: "run:read" });
  return staff;
}

const toStream = (parts: AsyncGenerator<Buffer, void, undefined>): ReadableStream<Uint8Array> =>
  new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    cancel: async () => void (await parts.return()),
  });

/** The queue as a workbook: right-to-left in Persian, classes on the first sheet, students on the second. */
export async function queueWorkbook(
  staff: Can<"run:read">,
  list: WaitingList,
  { locale, name }: { locale: Locale; name: string },
): Promise<Response> {
  const words = await wordsFor(
    staff,
    locale,
    list.plan.mentors.map((mentor) => mentor.id),
  );
  const sheets = queueSheets(list, words).map(({ rows, ...sheet }) => ({
    ...sheet,
    pages: [rows],
    rightToLeft: locale === "fa",
  }));
  return new Response(toStream(workbookBytes(sheets)), {
    headers: {
      "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
