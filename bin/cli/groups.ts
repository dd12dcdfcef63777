import type { Command } from "./command";

/** Work by hand: five words that share one file. */
const byHand = (name: string) => async () =>
  (await import("./manual")).commands.filter((one) => one.name === name);

/** First word of a command → where its commands are; loaded when called, because some bring the whole product along. */
export const GROUPS = {
  db: async () => (await import("./db")).commands,
  import: async () => [
    ...(await import("./import")).commands,
    ...(await import("./import-batch")).commands,
    ...(await import("./import-undo")).commands,
  ],
  quarantine: async () => (await import("./quarantine")).commands,
  allocate: async () => (await import("./allocate")).commands,
  drain: async () => (await import("./drain")).commands,
  run: async () => [
    ...(await import("./run")).commands,
    ...(await import("./certificate")).commands,
    ...(await import("./run-compare")).commands,
  ],
  explain: async () => (await import("./explain")).commands,
  candidates: byHand("candidates"),
  assign: byHand("assign"),
  unassign: byHand("unassign"),
  pin: byHand("pin"),
  unpin: byHand("unpin"),
  mentor: async () => (await import("./mentor")).commands,
  "capacity-plan": async () => (await import("./capacity")).commands,
  report: async () => (await import("./report")).commands,
  list: async () => (await import("./list")).lists,
  view: async () => (await import("./list")).viewCommands,
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
