/**
 * The answer of a command that may refuse: the value, or a literal reason from `errors.ts` with the facts a
 * person needs to act on it. Refusals are returned before the first write; after it, throw (`AppError`).
 */
export type Result<T, R extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: R; readonly details?: Readonly<Record<string, unknown>> };

/** Wraps a success. */
export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

/** Wraps a refusal; `details` are shown to the caller, so no personal data in them. */
export const refuse = <R extends string>(
  reason: R,
  details?: Readonly<Record<string, unknown>>,
): { ok: false; reason: R; details?: Readonly<Record<string, unknown>> } =>
  details === undefined ? { ok: false, reason } : { ok: false, reason, details };
