import { main } from "@/bin/cli/main";

export type Answered = { code: number; document: Record<string, unknown>; out: string; err: string };

/** Calls the command line in this process on the test's database, as `npm run -s takhsis -- …` would. */
export const takhsis = async (argv: string[], signal = new AbortController().signal): Promise<Answered> => {
  let out = "";
  let err = "";
  const boot = {
    root: process.cwd(),
    dataDir: `${process.cwd()}/.data`,
    signal,
    openDatabase: async () => ({ url: process.env.DATABASE_URL ?? "", embedded: false, migrated: [] }),
    server: {
      up: async () => ({ running: true }),
      down: async () => ({ running: false }),
      status: async () => ({ running: true }),
    },
  };
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
  };
  const code = await main(argv, boot, terminal);
  const lines = out.split("\n").filter((line) => line !== "");
  const isJson = argv.includes("--json");
  if (isJson && lines.length !== 1)
    throw new Error(`stdout must hold one document, not ${lines.length}: ${out}`);
  return { code, document: isJson ? JSON.parse(lines[0] ?? "{}") : {}, out, err };
};

/** Calls it with `--json` and returns the document; fails when the exit code is not 0. */
export const takhsisJson = async <T>(...argv: string[]): Promise<T> => {
  const { code, document, err } = await takhsis([...argv, "--json"]);
  if (code !== 0) throw new Error(`exit ${code}: ${JSON.stringify(document)} ${err}`);
  return document as T;
};
