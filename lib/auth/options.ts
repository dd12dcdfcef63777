import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { AppError } from "@/lib/shared/errors";
import { env } from "../env";
import { originOf } from "./guard";
import { failureOf } from "./problem";
import { isSecure, SESSION_HOURS, sessionCookie } from "./session";
import { signIn } from "./sign-in";

const MAX_AGE_S = SESSION_HOURS * 3600;

/** Codes travel in the message: it is all that next-auth hands on. `LOGIN_LOCKED.120` = wait two minutes. */
const authorize = async (
  credentials: Record<"username" | "password", string> | undefined,
  request: { headers?: Record<string, unknown> | undefined },
): Promise<{ id: string; sid: string }> => {
  const head = new Headers(request.headers as Record<string, string>);
  const origin = originOf(head);
  const { username = "", password = "" } = credentials ?? {};
  try {
    const result = await signIn({ username, password }, origin);
    if (result.ok) return { id: result.value.userId, sid: result.value.sessionId };
    throw new AppError(result.reason, result.details);
  } catch (error) {
    const { code, details } = failureOf(error, origin.correlationId);
    throw new Error(typeof details.retryAfterS === "number" ? `${code}.${details.retryAfterS}` : code);
  }
};

/** next-auth's settings, made per request because the environment is complete only then. The token carries two ids, nothing else. */
export const authOptions = (): NextAuthOptions => {
  // Behind TAKHSIS_URL next-auth builds its addresses from it; otherwise from what the browser asked for.
  if (env.TAKHSIS_URL) process.env.NEXTAUTH_URL = env.TAKHSIS_URL;
  else process.env.AUTH_TRUST_HOST = "1";
  return {
    secret: env.AUTH_SECRET,
    session: { strategy: "jwt", maxAge: MAX_AGE_S },
    jwt: { maxAge: MAX_AGE_S },
    useSecureCookies: isSecure(),
    pages: { signIn: "/login", error: "/login" },
    cookies: {
      sessionToken: {
        name: sessionCookie(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: isSecure() },
      },
    },
    providers: [
      Credentials({
        name: "password",
        credentials: { username: {}, password: {} },
        authorize,
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) =>
        user ? { sub: user.id, sid: (user as { sid?: string }).sid } : { sub: token.sub, sid: token.sid },
      // Nothing about the person leaves through next-auth's own session endpoint.
      session: ({ session }) => ({ expires: session.expires }),
    },
  };
};
