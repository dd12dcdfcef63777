import { createHash } from "node:crypto";
import { v7 } from "uuid";

/** sha256 in lower-case hex. */
export const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");

/** A new uuid v7: ids are made in the app, because PostgreSQL 15 cannot. Source: Contracts §10. */
export const newId = (): string => v7();

/** `n` new ids, ascending. */
export const newIds = (n: number): string[] => Array.from({ length: n }, () => v7());
