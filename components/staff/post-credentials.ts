import { NETWORK, type Refusal } from "@/components/ui/outcome";

/** `LOGIN_LOCKED.120` → code and seconds. */
const refusalOf = (error: string): Refusal => {
  const [reason = "INTERNAL", seconds] = error.split(".");
  const retryAfterS = Number(seconds);
  return seconds
    ? { ok: false, reason, details: { retryAfterS, minutes: Math.ceil(retryAfterS / 60) } }
    : { ok: false, reason };
};

/**
 * Signs in at next-auth's own endpoint, with its CSRF token; null on success. It is the call of `next-auth/react` without
 * its 10 kB and its extra request for the list of providers.
 */
export const postCredentials = async (credentials: {
  username: string;
  password: string;
}): Promise<Refusal | null> => {
  try {
    const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const response = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({ ...credentials, csrfToken, json: "true" }),
    });
    const { url } = (await response.json()) as { url?: string };
    const error = url ? new URL(url, window.location.href).searchParams.get("error") : "INTERNAL";
    return error ? refusalOf(error) : null;
  } catch {
    return NETWORK;
  }
};
