import { z } from "zod";
import { createUser } from "@/lib/auth/commands";
import { ROLES } from "@/lib/auth/permissions";
import { createUserSchema } from "@/lib/auth/schema";
import { type Call, command, usage } from "./command";
import { askSecret, readSecretLine } from "./secret";
import { codes, flag, must, word } from "./values";

/** From stdin with `--password-stdin`; asked for at a terminal (empty = make one); made in every other case. */
const readPassword = async (fromStdin: boolean, { json, words }: Call): Promise<string | undefined> => {
  if (fromStdin) {
    const line = await readSecretLine();
    if (line === "") throw usage("missing", { name: "--password-stdin" });
    return line;
  }
  if (json || !process.stdin.isTTY) return undefined;
  const first = await askSecret(words.t("cli.user.askPassword"));
  if (first !== "" && (await askSecret(words.t("cli.user.askAgain"))) !== first)
    throw usage("passwordsDiffer");
  return first === "" ? undefined : first;
};

const create = command({
  name: "user create",
  args: ["username"],
  input: {
    username: word,
    role: word.transform((text) => text.toUpperCase()).pipe(z.enum(ROLES)),
    name: z.string().optional(),
    centers: codes.default([]),
    manager: word.optional(),
    mentor: word.optional(),
    passwordStdin: flag,
  },
  run: async (input, call) => {
    const password = await readPassword(input.passwordStdin, call);
    const parsed = createUserSchema.safeParse({
      username: input.username,
      name: input.name ?? input.username,
      role: input.role,
      centers: input.centers,
      managerId: input.manager,
      mentorId: input.mentor,
      ...(password === undefined ? {} : { password }),
    });
    if (!parsed.success) {
      const { path, message } = parsed.error.issues[0] ?? { path: [], message: "" };
      throw usage("field", { name: String(path[0] ?? ""), problem: call.words.t(`ui.invalid.${message}`) });
    }
    const made = must(await createUser(call.staff, parsed.data));
    const { words } = call;
    const lines = [words.t("cli.user.created", { username: made.username, role: input.role })];
    if (made.password) lines.push(words.t("cli.user.password", { password: made.password }));
    return { document: { ...made, role: input.role }, lines };
  },
});

export const commands = [create];
