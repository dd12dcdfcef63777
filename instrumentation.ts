import type { Instrumentation } from "next";

/** Ties what a broken page shows (the digest) to the request's correlation id and the error itself, in the log only. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === "edge") return;
  const { log } = await import("./lib/log");
  log.error(
    {
      err: error,
      digest: (error as { digest?: string }).digest,
      correlation_id: request.headers["x-correlation-id"],
      route: context.routePath,
      kind: context.routeType,
    },
    "page failed",
  );
};
