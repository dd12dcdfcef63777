import { Histogram, Registry } from "prom-client";

type Http = { registry: Registry; seconds: Histogram<"method" | "route" | "status"> };
const store = globalThis as typeof globalThis & { __takhsisHttp?: Http };

const make = (): Http => {
  const registry = new Registry();
  const seconds = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time to answer a request of /api/v1, by route and status; this process only",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    registers: [registry],
  });
  return { registry, seconds };
};

const http = (): Http => {
  store.__takhsisHttp ??= make();
  return store.__takhsisHttp;
};

/** The route of a path: whatever is an id in it becomes `{id}`, because labels are never ids. */
export const routeOf = (pathname: string): string => {
  const parts = pathname
    .split("/")
    .map((part) => (/^[a-z][a-z0-9.-]{0,40}$/.test(part) && !/\d{2}/.test(part) ? part : part && "{id}"));
  return parts.join("/");
};

/** Starts the clock of a request; call what it returns with the status. */
export const observeRequest = (method: string, pathname: string): ((status: number) => void) => {
  const stop = http().seconds.startTimer({ method, route: routeOf(pathname) });
  return (status) => void stop({ status: String(status) });
};

/** The http metrics of this process in Prometheus' text form. */
export const httpMetrics = (): Promise<string> => http().registry.metrics();
