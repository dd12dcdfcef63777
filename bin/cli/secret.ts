import { createInterface } from "node:readline";
import { Writable } from "node:stream";

/** The first line of what is piped in, without its line end. */
export const readSecretLine = async (input: NodeJS.ReadableStream = process.stdin): Promise<string> => {
  const lines = createInterface({ input });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return "";
};

/** Asks a person at the terminal; what they type is not shown. */
export const askSecret = (question: string): Promise<string> => {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  process.stderr.write(question);
  return new Promise((resolve) => {
    let answered = "";
    lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
    lines.on("close", () => {
      process.stderr.write("\n");
      resolve(answered);
    });
    lines.question("", (answer) => {
      answered = answer;
      lines.close();
    });
  });
};
