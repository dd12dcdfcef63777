import { recordAudit } from "@/lib/auth/audit";
import { backupDatabase } from "@/lib/db/backup";
import { restoreDatabase } from "@/lib/db/restore";
import { inTx } from "@/lib/db/tx";
import { verifyDatabase } from "@/lib/db/verify";
import { AppError } from "@/lib/shared/errors";
import { command } from "./command";
import { file } from "./values";

const facts = (document: object): string[] =>
  Object.entries(document).map(([key, value]) => `  ${key}: ${value ?? "—"}`);

const up = command({
  name: "db up",
  input: {},
  database: false,
  run: async (_, { boot, words }) => {
    const document = await boot.server.up();
    return { document, lines: [words.t("cli.db.up"), ...facts(document)] };
  },
});

const down = command({
  name: "db down",
  input: {},
  database: false,
  run: async (_, { boot, words }) => {
    const document = await boot.server.down();
    return { document, lines: [words.t("cli.db.down"), ...facts(document)] };
  },
});

const status = command({
  name: "db status",
  input: {},
  database: false,
  run: async (_, { boot, words }) => {
    const document = await boot.server.status();
    return { document, lines: [words.t("cli.db.status"), ...facts(document)] };
  },
});

const verify = command({
  name: "db verify",
  input: {},
  run: async (_, { words }) => {
    const report = await verifyDatabase();
    const broken = report.checks.filter(({ violations }) => violations > 0);
    if (broken.length > 0) throw new AppError("DB_INCONSISTENT", { checks: broken });
    const lines = report.checks.map(({ name }) => `  ✓ ${name}`);
    return { document: report, lines: [words.t("cli.db.verified"), ...lines] };
  },
});

const backup = command({
  name: "db backup",
  args: ["file"],
  input: { file },
  run: async ({ file: path }, { staff, words }) => {
    const report = await backupDatabase(path, new Date());
    const { sha256, rows } = report;
    await inTx((tx) =>
      recordAudit(tx, staff, {
        action: "db.database.backup",
        resourceType: "database",
        resourceId: "takhsis",
        diff: { sha256, rows },
      }),
    );
    return { document: report, lines: [words.t("cli.db.backedUp", { rows, path }), `  sha256 ${sha256}`] };
  },
});

const restore = command({
  name: "db restore",
  args: ["file"],
  input: { file },
  run: async ({ file: path }, { staff, words }) => {
    const report = await restoreDatabase(path);
    await inTx((tx) =>
      recordAudit(tx, staff, {
        action: "db.database.restore",
        resourceType: "database",
        resourceId: "takhsis",
        diff: { createdAt: report.createdAt, rows: report.rows },
      }),
    );
    return { document: report, lines: [words.t("cli.db.restored", { rows: report.rows })] };
  },
});

export const commands = [up, down, status, verify, backup, restore];
