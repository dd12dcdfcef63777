import { randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { normalisePassword } from "./password-policy";

/** argon2id, 19 MiB, two passes: about 30 ms on a small server. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Without 0/O, 1/l/I: read out on the telephone without mistakes. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789";

/** argon2id hash of a password, with its salt and cost inside. */
export const hashPassword = (password: string): Promise<string> => hash(normalisePassword(password), COST);

let dummy: Promise<string> | undefined;

/**
 * Whether the password belongs to the hash. Without a hash (unknown user) a dummy is verified, so that an unknown name
 * takes as long as a wrong password.
 */
export const verifyPassword = async (stored: string | null, password: string): Promise<boolean> => {
  dummy ??= hashPassword("no such user");
  const matches = await verify(stored ?? (await dummy), normalisePassword(password));
  return stored !== null && matches;
};

/** A one-time password to hand over: 14 characters, about 80 bits. */
export const generatePassword = (): string =>
  Array.from({ length: 14 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
