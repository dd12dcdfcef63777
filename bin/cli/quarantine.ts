import { z } from "zod";
import type { Can, Permission } from "@/lib/auth/permissions";
import { KINDS } from "@/lib/intake/columns";
import { findBatch } from "@/lib/intake/holder/queries";
import { assignRows } from "@/lib/intake/queue/commands";
import { findOwner, listQuarantine } from "@/lib/intake/queue/queries";
import { queueFilter } from "@/lib/intake/queue/schema";
import { type Retried, retryRows } from "@/lib/intake/retry/commands";
import { addCounts } from "@/lib/intake/retry/counts";
import { getTrend } from "@/lib/intake/trend/queries";
import { TREND_BY } from "@/lib/intake/trend/schema";
import { maskNationalId } from "@/lib/shared/national-id";
import { command } from "./command";
import { table } from "./table";
import { flag, must, required, runId, word } from "./values";

const filter = {
  kind: word.pipe(queueFilter.kind.unwrap()).optional(),
  code: word.optional(),
  owner: word.optional(),
  batch: runId.optional(),
};
type Asked = z.output<z.ZodObject<typeof filter>>;

/** `nobody`, or the id of the person who signs in with that name. */
const ownerOf = async (staff: Can<Permission>, name: string): Promise<string> =>
  name === "nobody" ? name : required(await findOwner(staff, name));

const filterOf = async (staff: Can<Permission>, { kind, code, owner, batch }: Asked) => ({
  ...(kind === undefined ? {} : { kind }),
  ...(code === undefined ? {} : { code }),
  ...(owner === undefined ? {} : { owner: await ownerOf(staff, owner) }),
  ...(batch === undefined ? {} : { batch: required(await findBatch(staff, batch)).id }),
});

const OLDEST = { sort: { key: "age", desc: false }, offset: 0, size: 100 } as const;
const PERSONAL: readonly string[] = ["students", "counters"];

/** The hundred rows that wait longest. */
const list = command({
  name: "quarantine list",
  input: filter,
  run: async (asked, { staff, words: { t } }) => {
    const found = await listQuarantine(staff, { ...OLDEST, filters: await filterOf(staff, asked) });
    const rows = found.rows.map(({ id, batch, rowNo, filename, naturalKey, issues, owner }) => ({
      id,
      batch: batch.number,
      kind: batch.kind,
      filename,
      rowNo,
      key: naturalKey !== null && PERSONAL.includes(batch.kind) ? maskNationalId(naturalKey) : naturalKey,
      codes: [...new Set(issues.filter((one) => one.severity === "quarantine").map(({ code }) => code))],
      owner: owner?.name ?? null,
      waitingSince: batch.createdAt.toISOString(),
    }));
    const head = ["batch", "row", "key", "codes", "owner", "since"].map((key) => t(`cli.quarantine.${key}`));
    const lines = rows.map((row) => [
      row.batch,
      row.rowNo,
      row.key ?? "—",
      row.codes.join(" "),
      row.owner ?? "—",
      row.waitingSince.slice(0, 10),
    ]);
    return {
      document: { rows, total: found.total },
      lines: [...table(head, lines), t("cli.quarantine.total", { count: found.total })],
    };
  },
});

/** Lets a person, or nobody, answer for the rows of a filter. */
const assign = command({
  name: "quarantine assign",
  input: { to: word, ...filter },
  run: async ({ to, ...asked }, { staff, words: { t } }) => {
    const chosen = { to: await ownerOf(staff, to), filter: await filterOf(staff, asked) };
    const document = must(await assignRows(staff, chosen));
    const counts = { done: document.done, left: document.left.length };
    return { document, lines: [t("cli.quarantine.assigned", counts)] };
  },
});

/** Checks all rows of a filter again; what the brake holds back ends with exit code 1. */
const retry = command({
  name: "quarantine retry",
  input: { ...filter, confirmMassChange: flag },
  run: async ({ confirmMassChange, ...asked }, { staff, words: { t } }) => {
    const chosen = { ...(await filterOf(staff, asked)), confirmMassChange };
    let document = must(await retryRows(staff, chosen));
    while (document.next !== null)
      document = plus(document, must(await retryRows(staff, { ...chosen, after: document.next })));
    const { next: _next, left: _left, ...counts } = document;
    const { braked, ...plain } = counts;
    return {
      document: counts,
      code: braked.length > 0 ? 1 : 0,
      lines: [
        t("cli.quarantine.retried", plain),
        ...braked.map(({ number, rows, changed, stored }) =>
          t("cli.quarantine.braked", { number, rows, changed, stored }),
        ),
      ],
    };
  },
});

const plus = (sum: Retried, more: Retried): Retried => ({
  ...addCounts(sum, more),
  left: more.left,
  next: more.next,
});

const weeks = word.pipe(z.string().regex(/^\d{1,2}$/)).transform(Number);

/** How good files were, source by source. */
const trend = command({
  name: "quarantine trend",
  input: {
    by: word.pipe(z.enum(TREND_BY)).default("kind"),
    weeks: weeks.pipe(z.int().min(1).max(52)).default(13),
    kind: word.pipe(z.enum(KINDS)).optional(),
  },
  run: async (asked, { staff, words: { t } }) => {
    const document = await getTrend(staff, asked, new Date());
    const share = (ratio: number): string => `${Math.round(ratio * 1_000) / 10}%`;
    const head = ["source", "rows", "clean", "repaired", "held"].map((key) => t(`cli.quarantine.${key}`));
    const lines = document.sources.map((one) => [
      one.source ?? "—",
      one.rows,
      share(one.share.clean),
      share(one.share.repaired),
      share(one.share.held),
    ]);
    return { document, lines: table(head, lines) };
  },
});

export const commands = [list, assign, retry, trend];
