import { text } from "./text.mjs";

// A closed terminal or pipe must not take the clean-up down with it.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Calm progress lines: `✓ what (1.2 s)`. With `json` they go to stderr, because stdout then holds one document.
 * `step` announces slow work beforehand (`long`), `line` is plain text.
 */
export function makeSay({ json = false } = {}) {
  const out = json ? process.stderr : process.stdout;
  const line = (words = "") => out.write(`${words}\n`);
  return {
    line,
    /** Another process is at the same work. */
    waiting: (pid) => line(`… ${text("doing.waiting", { pid })}`),
    async step(key, values, work, { long = false } = {}) {
      if (long) line(`… ${text(`doing.${key}`, values)}`);
      const began = Date.now();
      const result = await work();
      line(`✓ ${text(`steps.${key}`, { ...values, ...result?.values })} (${seconds(Date.now() - began)})`);
      return result;
    },
  };
}
