import type pg from "pg";
import { Histogram, Registry } from "prom-client";

type Times = { registry: Registry; seconds: Histogram<"operation"> };
const store = globalThis as typeof globalThis & { __takhsisQueries?: Times };

const make = (): Times => {
  const registry = new Registry();
  const seconds = new Histogram({
    name: "db_query_duration_seconds",
    help: "Time from sending a statement to its answer, by kind of statement; this process only",
    labelNames: ["operation"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  return { registry, seconds };
};

const times = (): Times => {
  store.__takhsisQueries ??= make();
  return store.__takhsisQueries;
};

const OPERATIONS = new Set(["select", "insert", "update", "delete", "with", "begin", "commit", "rollback"]);

/** The kind of a statement, one of nine words: a label is never an id. */
export const operationOf = (text: string): string => {
  const word = /^\s*([a-z]+)/i.exec(text)?.[1]?.toLowerCase() ?? "";
  return OPERATIONS.has(word) ? word : "other";
};

const textOf = (query: unknown): string =>
  typeof query === "string" ? query : String((query as { text?: unknown } | null)?.text ?? "");

/** Times every statement of a connection from now on. Costs some five microseconds a statement. */
export const timeQueries = (client: pg.ClientBase): void => {
  const ask = client.query.bind(client) as (...args: unknown[]) => unknown;
  const timed = (...args: unknown[]): unknown => {
    const began = performance.now();
    const done = () =>
      times().seconds.observe(
        { operation: operationOf(textOf(args[0])) },
        (performance.now() - began) / 1_000,
      );
    const callback = args.at(-1);
    if (typeof callback === "function")
      return ask(...args.slice(0, -1), (...answer: unknown[]) => {
        done();
        callback(...answer);
      });
    const answer = ask(...args);
    if (answer instanceof Promise) answer.then(done, done);
    return answer;
  };
  client.query = timed as typeof client.query;
};

/** How long statements of this process took, in Prometheus' text form. */
export const queryMetrics = (): Promise<string> => times().registry.metrics();
