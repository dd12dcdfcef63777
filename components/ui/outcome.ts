/** What a server action answers: structurally the `Result` of the gate, with the id under which the log knows the request. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly details?: Readonly<Record<string, unknown>>;
      readonly correlationId?: string;
    };

export type Refusal = Extract<Outcome<never>, { ok: false }>;

/** The server did not answer at all: no network, or it is being restarted. */
export const NETWORK: Refusal = { ok: false, reason: "NETWORK" };

/** A server action as the gate makes it. */
export type ServerAction<T> = (input: unknown) => Promise<Outcome<T>>;

/** Field → reason of an `INVALID_INPUT`, so that a form can show it in place. */
export const fieldReasons = (refusal: Refusal): Readonly<Record<string, string>> => {
  const fields = refusal.details?.fields;
  return typeof fields === "object" && fields !== null ? (fields as Record<string, string>) : {};
};
