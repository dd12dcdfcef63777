import type { Command } from "./command";

/** First word of a command → where its commands are; loaded when called, because some bring the whole product along. */
export const GROUPS = {
  db: async () => (await import("./db")).commands,
  import: async () => [...(await import("./import")).commands, ...(await import("./import-undo")).commands],
  allocate: async () => (await import("./allocate")).commands,
  run: async () => (await import("./run")).commands,
  explain: async () => (await import("./explain")).commands,
  report: async () => (await import("./report")).commands,
  export: async () => (await import("./export")).commands,
  counter: async () => (await import("./counter")).commands,
  user: async () => (await import("./user")).commands,
  token: async () => (await import("./token")).commands,
  worker: async () => (await import("./worker")).commands,
  demo: async () => (await import("./demo")).commands,
} as const satisfies Record<string, () => Promise<readonly Command[]>>;

/** Every command, in the order of the table. */
export const loadAll = async (): Promise<readonly Command[]> =>
  (await Promise.all(Object.values(GROUPS).map((load) => load()))).flat();
