import { cookies, headers } from "next/headers";
import { forbidden, redirect, unstable_rethrow } from "next/navigation";
import type { NextRequest } from "next/server";
import { cache } from "react";
import type { z } from "zod";
import { AppError, type ErrorCode } from "@/lib/shared/errors";
import { type Result, refuse } from "@/lib/shared/result";
import { newId } from "../db/digest";
import { isConnectionLoss } from "../db/tx";
import { env } from "../env";
import { type Can, holds, type Permission, type Staff } from "./permissions";
import { failureOf, problem } from "./problem";
import { type LiveSession, type Origin, readSession, readToken, sessionCookie } from "./session";

export { problem };

/** What a server action answers; fits `Result`, with the id under which the log knows the request. */
export type ActionResult<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly reason: ErrorCode;
      readonly details?: Readonly<Record<string, unknown>>;
      readonly correlationId: string;
    };

const CORRELATION = /^[\w.-]{8,64}$/;
const READING = new Set(["GET", "HEAD", "OPTIONS"]);

/** Who sends a request and under which id it is known. The address is only as true as the proxy that wrote it. */
export const originOf = (head: Headers): Origin => {
  const asked = head.get("x-correlation-id") ?? "";
  return {
    correlationId: CORRELATION.test(asked) ? asked : newId(),
    ip: head.get("x-forwarded-for")?.split(",").at(-1)?.trim().slice(0, 64) || null,
    userAgent: head.get("user-agent")?.slice(0, 256) ?? null,
  };
};

/** Whether a request comes from our own pages. Browsers send Origin with every POST; without it there is no cookie trust. */
const isOwnOrigin = (head: Headers): boolean => {
  const site = head.get("sec-fetch-site");
  if (site && site !== "same-origin") return false;
  const origin = head.get("origin");
  if (!origin || !URL.canParse(origin)) return false;
  const own = [
    head.get("host"),
    head.get("x-forwarded-host"),
    env.TAKHSIS_URL && new URL(env.TAKHSIS_URL).host,
  ];
  return own.includes(new URL(origin).host);
};

/** The live session of the page being rendered, read once per request; null when nobody is signed in. */
export const currentSession = cache(async (): Promise<LiveSession | null> => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const origin = originOf(head);
  try {
    return await readSession(jar.get(sessionCookie())?.value, origin);
  } catch (error) {
    if (!isConnectionLoss(error)) throw error;
    // React keeps a given digest: the error page can tell an outage from a bug, although messages are stripped.
    const digest = `DB_UNAVAILABLE:${origin.correlationId}`;
    throw Object.assign(new AppError("DB_UNAVAILABLE", {}, { cause: error }), { digest });
  }
});

/** The signed-in person of a page that everyone may see; sends others to sign in, and to a due password change. */
export const requireStaff = async (): Promise<Staff> => {
  const session = await currentSession();
  const path = (await headers()).get("x-pathname") ?? "/";
  if (!session) redirect(path === "/" ? "/login" : `/login?next=${encodeURIComponent(path)}`);
  if (session.mustChangePassword && !path.startsWith("/settings/password")) redirect("/settings/password");
  return session.staff;
};

/** The gate of a page: the actor as proof of the permission, a redirect to sign in, or the 403 page. */
export const requirePermission = async <P extends Permission>(permission: P): Promise<Can<P>> => {
  const staff = await requireStaff();
  if (!holds(staff, permission)) forbidden();
  return staff;
};

const invalidInput = (error: z.ZodError): Readonly<Record<string, unknown>> => ({
  fields: Object.fromEntries(
    error.issues.map((issue) => [
      issue.path.join("."),
      /^[a-z_]+$/.test(issue.message) ? issue.message : issue.code,
    ]),
  ),
});

type Command<A, I, T> = (actor: A, input: I) => Promise<Result<T, ErrorCode>>;

/** What all actions share: own origin, then the work; errors become a code and an id. */
const acted = async <T>(run: (origin: Origin) => Promise<Result<T, ErrorCode>>): Promise<ActionResult<T>> => {
  const head = await headers();
  const origin = originOf(head);
  const { correlationId } = origin;
  try {
    if (!isOwnOrigin(head)) return { ok: false, reason: "ORIGIN_REFUSED", correlationId };
    const result = await run(origin);
    return result.ok ? result : { ...result, correlationId };
  } catch (error) {
    unstable_rethrow(error);
    const { code, details } = failureOf(error, correlationId);
    return { ok: false, reason: code, details, correlationId };
  }
};

const parsed = async <S extends z.ZodType, T>(
  schema: S,
  input: unknown,
  run: (input: z.output<S>) => Promise<Result<T, ErrorCode>>,
): Promise<Result<T, ErrorCode>> => {
  const result = schema.safeParse(input);
  return result.success ? run(result.data) : refuse("INVALID_INPUT", invalidInput(result.error));
};

/**
 * Builds a server action: own origin, live session, permission, schema, command; unknown errors become a code and an id.
 * `NoInfer` ties the command to this very permission.
 */
export const action =
  <P extends Permission, S extends z.ZodType, T>(
    permission: P,
    schema: S,
    command: Command<Can<NoInfer<P>>, z.output<NoInfer<S>>, T>,
  ) =>
  (input: unknown): Promise<ActionResult<T>> =>
    acted(async () => {
      const session = await currentSession();
      if (!session) return refuse("SESSION_EXPIRED");
      const { staff } = session;
      if (!holds(staff, permission)) return refuse("FORBIDDEN");
      return parsed<S, T>(schema, input, (value) => command(staff, value));
    });

/** Builds a server action that everyone signed in may call: on their own account, or a question that asks for what each of its parts needs. */
export const selfAction =
  <S extends z.ZodType, T>(schema: S, command: Command<Staff, z.output<NoInfer<S>>, T>) =>
  (input: unknown): Promise<ActionResult<T>> =>
    acted(async () => {
      const session = await currentSession();
      if (!session) return refuse("SESSION_EXPIRED");
      return parsed<S, T>(schema, input, (value) => command(session.staff, value));
    });

/** Builds a server action that needs no session: the first run, and leaving. */
export const openAction =
  <S extends z.ZodType, T>(
    schema: S,
    command: (input: z.output<NoInfer<S>>, origin: Origin) => Promise<Result<T, ErrorCode>>,
  ) =>
  (input: unknown): Promise<ActionResult<T>> =>
    acted((origin) => parsed<S, T>(schema, input, (value) => command(value, origin)));

type Params = Record<string, string>;
type Context = { params: Promise<Params> };
type Handler = (request: NextRequest, context: Context) => Promise<Response>;

/** Runs a handler; whatever it throws becomes problem details, and every answer carries the correlation id. */
const answered = async (origin: Origin, run: () => Promise<Response>): Promise<Response> => {
  try {
    const response = await run();
    if (!response.headers.has("x-correlation-id"))
      response.headers.set("x-correlation-id", origin.correlationId);
    return response;
  } catch (error) {
    unstable_rethrow(error);
    const { code, details } = failureOf(error, origin.correlationId);
    return problem(code, details, origin.correlationId);
  }
};

/** The actor of a request: Bearer token or session cookie. A bad token is not retried as a cookie. */
const actorOf = async (request: NextRequest, origin: Origin): Promise<Staff | ErrorCode> => {
  const authorization = request.headers.get("authorization");
  if (authorization) {
    const secret = /^Bearer ([\w-]{16,200})$/i.exec(authorization)?.[1];
    return (secret ? await readToken(secret, origin) : null) ?? "UNAUTHENTICATED";
  }
  const session = await readSession(request.cookies.get(sessionCookie())?.value, origin);
  if (!session) return "UNAUTHENTICATED";
  return READING.has(request.method) || isOwnOrigin(request.headers) ? session.staff : "ORIGIN_REFUSED";
};

/**
 * Builds a route handler: token or session, own origin for what a cookie may change, permission; refusals and errors as
 * problem details (RFC 9457).
 */
export const guarded =
  <P extends Permission>(
    permission: P,
    handler: (staff: Can<NoInfer<P>>, request: NextRequest, params: Params) => Promise<Response>,
  ): Handler =>
  (request, context) => {
    const origin = originOf(request.headers);
    return answered(origin, async () => {
      const actor = await actorOf(request, origin);
      if (typeof actor === "string") return problem(actor, {}, origin.correlationId);
      if (!holds(actor, permission)) return problem("FORBIDDEN", { permission }, origin.correlationId);
      return handler(actor, request, await context.params);
    });
  };

/** Builds a route handler that anyone may call: health checks and the sign-in itself. */
export const open =
  (handler: (request: NextRequest, params: Params) => Promise<Response>): Handler =>
  (request, context) =>
    answered(originOf(request.headers), async () => handler(request, await context.params));
