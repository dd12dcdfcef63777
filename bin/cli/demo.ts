import { z } from "zod";
import { type DemoDocument, type DemoImport, type DemoNews, runDemo } from "../demo";
import { command } from "./command";
import { word } from "./values";
import type { Words } from "./words";

const size = word.pipe(z.string().regex(/^[1-9]\d{0,6}$/)).transform(Number);

const importLine = (document: DemoImport, { t }: Words): string =>
  t("cli.demo.import", { ...document, kind: t(`import.kind.${document.kind}`) });

const wordsOf = (news: DemoNews, words: Words): string => {
  const { t } = words;
  if (news.step === "import") return `✓ ${importLine(news.document, words)}`;
  if (news.step === "run")
    return `✓ ${t("cli.demo.run", { ...news.run, counters: news.run.countersIssued })}`;
  if (news.step === "otherSize") return `! ${t("cli.demo.otherSize", { ...news.size })}`;
  return `✓ ${t("cli.demo.workbooks")}`;
};

const linesOf = (document: DemoDocument, words: Words): string[] => {
  const { t } = words;
  const { run, imports, logins, url } = document;
  const roleOf = ({ role }: { role: string }) => t(`roles.${role}`);
  const width = Math.max(...logins.map((login) => roleOf(login).length));
  return [
    ...(document.alreadyDone ? [t("cli.demo.alreadyDone")] : []),
    ...imports.map((one) => `  ${importLine(one, words)}`),
    `  ${t("cli.demo.run", { ...run, counters: run.countersIssued })}`,
    ...document.export.files.map((file) => `  ${t("cli.demo.export", { ...file })}`),
    `  ${t("cli.demo.url", { url })}`,
    ...logins.map((login) => `  ${t("cli.demo.login", { ...login, role: roleOf(login).padEnd(width) })}`),
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
