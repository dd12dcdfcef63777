import { encode } from "next-auth/jwt";

/** The cookie of a session, as the sign-in would set it; with another secret, a forged one. */
export const cookieOf = (sessionId: string, secret = process.env.AUTH_SECRET ?? ""): Promise<string> =>
  encode({ token: { sid: sessionId }, secret });
