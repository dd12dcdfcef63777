import { z } from "zod";
import type { Can, Permission } from "@/lib/auth/permissions";
import { changeMentor, type MentorPreview, previewMentor } from "@/lib/intake/mentor/commands";
import { changeMentorSchema } from "@/lib/intake/mentor/schema";
import { command, type Outcome, usage } from "./command";
import { flag, mentorId, must, word, wordList } from "./values";
import type { Words } from "./words";

const yesNo = word.pipe(z.enum(["yes", "no"])).transform((text) => text === "yes");
/** Codes with commas between them; `none` is an empty list. */
const codeList = word
  .transform((text) => (text === "none" ? "" : text))
  .pipe(wordList)
  .pipe(
    z.array(
      z
        .string()
        .regex(/^\d{1,9}$/)
        .transform(Number),
    ),
  );
const orNone = word.transform((text) => (text === "none" ? "" : text));

const FIELDS = {
  name: z.string().optional(),
  gender: word.optional(),
  kind: word.transform((text) => text.toUpperCase()).optional(),
  manager: orNone.optional(),
  groups: word.optional(),
  schools: codeList.optional(),
  centers: codeList.optional(),
  capacity: word.optional(),
  alias: orNone.optional(),
  mobile: orNone.optional(),
  active: yesNo.optional(),
  accepting: yesNo.optional(),
};

const foreseen = ({ changes, review, load, capacity }: MentorPreview, { t }: Words): string[] => [
  t("cli.mentor.fields", { fields: Object.keys(changes).join(", ") || "—" }),
  t("byHand.review.flagged", { count: review.total }),
  t("byHand.review.load", { load, capacity: capacity[1], left: Math.max(0, capacity[1] - load) }),
];

type Asked = z.output<typeof changeMentorSchema>;

const look = async (staff: Can<Permission>, asked: Asked, words: Words): Promise<Outcome> => {
  const preview = must(await previewMentor(staff, asked));
  return { document: preview, lines: foreseen(preview, words) };
};

/** Changes fields of a mentor under the rules of a file's row; with `--dry-run` it tells what would follow. */
const change = command({
  name: "mentor change",
  args: ["mentor"],
  input: { mentor: mentorId, ...FIELDS, reason: z.string().optional(), dryRun: flag },
  run: async ({ mentor, manager, dryRun, ...fields }, { staff, words }) => {
    const given = Object.fromEntries(
      Object.entries({ ...fields, managerId: manager }).filter(([, value]) => value !== undefined),
    );
    const read = changeMentorSchema.safeParse({ ...given, mentorId: mentor });
    if (!read.success) throw usage("badOption", { word: `--${String(read.error.issues[0]?.path[0])}` });
    if (dryRun) return look(staff, read.data, words);
    const document = must(await changeMentor(staff, read.data));
    const { fields: changed, flagged } = document;
    return {
      document,
      lines: [
        words.t("cli.mentor.fields", { fields: changed.join(", ") || "—" }),
        words.t("byHand.mentor.saved", { count: flagged }),
      ],
    };
  },
});

export const commands = [change];
