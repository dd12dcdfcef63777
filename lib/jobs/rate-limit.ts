import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

const PER_MINUTE = 100;
const WINDOW_S = 60;

const store = globalThis as typeof globalThis & { __takhsisLimiter?: RateLimiterMemory };

export type Rate = { allowed: boolean; headers: Readonly<Record<string, string>> };

/**
 * Counts one request of a principal: 100 a minute in this process. The headers go with every answer; a refused one also
 * carries `Retry-After`. Source: Design §7.
 */
export const countRequest = async (principal: string): Promise<Rate> => {
  store.__takhsisLimiter ??= new RateLimiterMemory({ points: PER_MINUTE, duration: WINDOW_S });
  try {
    return { allowed: true, headers: headersOf(await store.__takhsisLimiter.consume(principal)) };
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const headers = headersOf(error);
    return { allowed: false, headers: { ...headers, "Retry-After": headers["RateLimit-Reset"] ?? "60" } };
  }
};

const headersOf = (rate: RateLimiterRes): Record<string, string> => ({
  "RateLimit-Limit": String(PER_MINUTE),
  "RateLimit-Remaining": String(Math.max(0, rate.remainingPoints)),
  "RateLimit-Reset": String(Math.ceil(rate.msBeforeNext / 1_000)),
  "RateLimit-Policy": `${PER_MINUTE};w=${WINDOW_S}`,
});
