import { z } from "zod";
import { assignStudent, pinStudent, unassignStudent, unpinStudent } from "@/lib/allocation/manual/commands";
import { type CandidateRow, listCandidates } from "@/lib/allocation/manual/queries";
import { AFTER_END, assignSchema, MANUAL_REASONS, unassignSchema } from "@/lib/allocation/manual/schema";
import type { Can, Permission } from "@/lib/auth/permissions";
import { AppError } from "@/lib/shared/errors";
import { parseNationalId } from "@/lib/shared/national-id";
import { findStudentId } from "@/lib/student/directory/queries";
import { command, usage } from "./command";
import { flag, must, required, word } from "./values";
import type { Words } from "./words";

const reason = word.transform((text) => text.toUpperCase().replaceAll("-", "_")).pipe(z.enum(MANUAL_REASONS));
const after = word.transform((text) => text.toUpperCase()).pipe(z.enum(AFTER_END));
const mentor = word.pipe(z.string().regex(/^\d{1,9}$/)).transform(Number);
const note = z.string().optional();

/** The student of a national id as typed; refuses E_INVALID_NID and NOT_FOUND. */
const studentOf = async (staff: Can<Permission>, nationalId: string): Promise<string> => {
  const read = parseNationalId(nationalId);
  if (!read.ok) throw new AppError("E_INVALID_NID", { reason: read.code });
  return required(await findStudentId(staff, read.value));
};

/** What was asked by its schema; the one thing options cannot say is that OTHER needs a note. */
const asked = <S extends z.ZodType>(schema: S, input: unknown): z.output<S> => {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw usage("missing", { name: "--note" });
  return parsed.data;
};

const needsOf = ({ needs }: CandidateRow, { t }: Words): string =>
  needs.length === 0
    ? t("cli.manual.free")
    : t("cli.manual.needs", { needs: needs.map((code) => t(`runs.codes.${code}`)).join(" · ") });

const assign = command({
  name: "assign",
  args: ["nationalId", "mentor"],
  input: { nationalId: word, mentor, reason, note, noPin: flag, override: flag },
  run: async (input, { staff, words: { t } }) => {
    const studentId = await studentOf(staff, input.nationalId);
    const { mentor: mentorId, reason, note, override } = input;
    const placed = must(
      await assignStudent(
        staff,
        asked(assignSchema, { studentId, mentorId, reason, note, override, pinned: !input.noPin }),
      ),
    );
    const lines = [t("cli.manual.placed", { mentor: String(mentorId), counter: placed.counter })];
    if (placed.codes.length > 0) lines.push(t("cli.manual.underReview"));
    if (placed.stillCounted) lines.push(t("cli.manual.stillCounted"));
    return { document: placed, lines };
  },
});

const unassign = command({
  name: "unassign",
  args: ["nationalId"],
  input: { nationalId: word, reason, note, after: after.optional() },
  run: async ({ nationalId, reason, note, after }, { staff, words: { t } }) => {
    const studentId = await studentOf(staff, nationalId);
    const ended = must(
      await unassignStudent(staff, asked(unassignSchema, { studentId, reason, note, after })),
    );
    const lines = [t(`cli.manual.ended.${ended.after}`, { mentor: String(ended.mentorId) })];
    if (ended.stillCounted) lines.push(t("cli.manual.stillCounted"));
    return { document: ended, lines };
  },
});

const pin = command({
  name: "pin",
  args: ["nationalId"],
  input: { nationalId: word },
  run: async ({ nationalId }, { staff, words: { t } }) => {
    const document = must(await pinStudent(staff, { studentId: await studentOf(staff, nationalId) }));
    return { document, lines: [t("cli.manual.pinned")] };
  },
});

const unpin = command({
  name: "unpin",
  args: ["nationalId"],
  input: { nationalId: word },
  run: async ({ nationalId }, { staff, words: { t } }) => {
    const document = must(await unpinStudent(staff, { studentId: await studentOf(staff, nationalId) }));
    return { document, lines: [t("cli.manual.unpinned")] };
  },
});

const limit = word.pipe(z.string().regex(/^[1-9]\d{0,4}$/)).transform(Number);
const SHOWN = 20;

/** The best of all mentors for a student, with what the others would need. */
const candidates = command({
  name: "candidates",
  args: ["nationalId"],
  input: { nationalId: word, limit: limit.optional() },
  run: async ({ nationalId, limit = SHOWN }, { staff, words }) => {
    const studentId = await studentOf(staff, nationalId);
    const document = must(await listCandidates(staff, { studentId, text: "", offset: 0, size: limit }));
    const { free, mentors } = document;
    const lines = document.rows.map((row) => {
      const { rank, id, name, load, capacity } = row;
      const told = words.t("cli.explain.ranked", { rank, id: String(id), name, load, capacity });
      return `${told} · ${needsOf(row, words)}`;
    });
    return { document, lines: [words.t("cli.manual.candidates", { free, mentors }), ...lines] };
  },
});

export const commands = [assign, unassign, pin, unpin, candidates];
