import { z } from "zod";
import { type DemoDocument, type DemoNews, runDemo } from "../demo";
import { command } from "./command";
import { word } from "./values";
import type { Words } from "./words";

const size = word.pipe(z.string().regex(/^[1-9]\d{0,6}$/)).transform(Number);

const wordsOf = (news: DemoNews, { t }: Words): string => {
  if (news.step === "import") return `✓ ${t("cli.demo.import", { ...news.document })}`;
  if (news.step === "run")
    return `✓ ${t("cli.demo.run", { ...news.run, counters: news.run.countersIssued })}`;
  if (news.step === "otherSize") return `! ${t("cli.demo.otherSize", { ...news.size })}`;
  return `✓ ${t("cli.demo.workbooks")}`;
};

const linesOf = (document: DemoDocument, { t }: Words): string[] => {
  const { run, imports, logins, url } = document;
  const width = Math.max(...logins.map(({ role }) => role.length));
  return [
    ...(document.alreadyDone ? [t("cli.demo.alreadyDone")] : []),
    ...imports.map((one) => `  ${t("cli.demo.import", { ...one })}`),
    `  ${t("cli.demo.run", { ...run, counters: run.countersIssued })}`,
    ...document.export.files.map((file) => `  ${t("cli.demo.export", { ...file })}`),
    `  ${t("cli.demo.url", { url })}`,
    ...logins.map((login) => `  ${t("cli.demo.login", { ...login, role: login.role.padEnd(width) })}`),
  ];
};

/** Demo data, once: `npm run demo` calls it. Progress goes to stderr. Source: Contracts §7. */
const demo = command({
  name: "demo",
  input: { students: size.optional(), mentors: size.optional(), url: z.string().optional() },
  run: async ({ students, mentors, url = "http://localhost:3000" }, { boot, staff, words }) => {
    const tell = (news: DemoNews) => void process.stderr.write(`${wordsOf(news, words)}\n`);
    const document = await runDemo(staff, { students, mentors, url, dataDir: boot.dataDir, tell });
    return { document, lines: linesOf(document, words) };
  },
});

export const commands = [demo];
