import { cookies } from "next/headers";
import { ok, type Result } from "@/lib/shared/result";
import { currentSession } from "./guard";
import { isSecure, sessionCookie } from "./session";
import { signOut } from "./sign-in";

/** Signs out: the browser forgets the cookie even when the database is away, and the session row ends when it is not. */
export const leave = async (): Promise<Result<null, never>> => {
  const jar = await cookies();
  const session = await currentSession().catch(() => null);
  jar.set(sessionCookie(), "", { maxAge: 0, path: "/", httpOnly: true, sameSite: "lax", secure: isSecure() });
  if (session) await signOut(session.staff);
  return ok(null);
};
