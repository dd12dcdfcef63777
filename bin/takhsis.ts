import type { Boot } from "./boot/command.mjs";

const print = (document: unknown) => process.stdout.write(`${JSON.stringify(document)}\n`);

/** The command line; returns the exit code. Source: Design §7. */
export const main = async (argv: string[], boot: Boot): Promise<number> => {
  const [noun, verb] = argv;
  if (noun === "worker") return (await import("./worker")).runWorker(boot);
  if (noun === "db" && verb === "up") print(await boot.server.up());
  else if (noun === "db" && verb === "down") print(await boot.server.down());
  else if (noun === "db" && verb === "status") print(await boot.server.status());
  else return 2;
  return 0;
};
