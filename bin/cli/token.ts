import { z } from "zod";
import { PERMISSIONS } from "@/lib/auth/permissions";
import { createToken, revokeToken } from "@/lib/auth/tokens";
import { parseDate } from "@/lib/shared/calendar";
import { isUuid } from "@/lib/shared/ids";
import { command } from "./command";
import { codes, must, word, wordList } from "./values";

const create = command({
  name: "token create",
  args: ["name"],
  input: {
    name: word.pipe(z.string().min(1).max(80)),
    permissions: wordList.pipe(z.array(z.enum(PERMISSIONS)).min(1)),
    centers: codes.default([]),
    /** The last day on which it works, Jalali or Gregorian; absent = until it is revoked. */
    expires: word.transform(parseDate).pipe(z.string()).optional(),
  },
  run: async ({ name, permissions, centers, expires }, { staff, words }) => {
    const expiresAt = expires ? new Date(`${expires}T23:59:59.999+03:30`) : null;
    const { id, secret } = must(await createToken(staff, { name, permissions, centers, expiresAt }));
    return {
      document: {
        id,
        name,
        permissions,
        centers,
        expiresAt: expiresAt?.toISOString() ?? null,
        token: secret,
      },
      lines: [words.t("cli.token.created", { name }), secret, words.t("cli.token.once")],
    };
  },
});

const revoke = command({
  name: "token revoke",
  args: ["id"],
  input: { id: word.pipe(z.string().refine(isUuid)) },
  run: async ({ id }, { staff, words }) => {
    must(await revokeToken(staff, { id }));
    return { document: { id, revoked: true }, lines: [words.t("cli.token.revoked")] };
  },
});

export const commands = [create, revoke];
