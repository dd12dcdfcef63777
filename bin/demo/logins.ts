import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { createUser, resetPassword } from "@/lib/auth/commands";
import { generatePassword } from "@/lib/auth/password";
import type { Can, Permission, Role } from "@/lib/auth/permissions";
import { createUserSchema } from "@/lib/auth/schema";
import { db } from "@/lib/db/client";
import { must } from "../cli/values";

const loginSchema = z.object({ role: z.string(), user: z.string(), password: z.string() });
export type Login = z.infer<typeof loginSchema>;
const storedSchema = z.object({ demo: z.uuid(), logins: z.array(loginSchema) });

/** Manager of one centre: sees what scope means. */
const MANAGER = { id: 103, centers: [1] };

type Person = { role: Role; name: string; centers?: number[]; managerId?: number; mentorId?: number };

const people = (mentorId: number): readonly Person[] => [
  { role: "ADMIN", name: "مدیر سامانه" },
  { role: "OPERATOR", name: "کارشناس ثبت‌نام" },
  { role: "MANAGER", name: "مدیر گلستان", centers: MANAGER.centers, managerId: MANAGER.id },
  { role: "MENTOR", name: "پشتیبان نمونه", mentorId },
  { role: "AUDITOR", name: "بازرس" },
];

/** The mentor with most students of the demo: signing in as them shows something. */
const busiestMentor = async (): Promise<number> => {
  const [mentor] = await db().mentor.findMany({ orderBy: [{ ownLoad: "desc" }, { id: "asc" }], take: 1 });
  return mentor?.id ?? 0;
};

const readStored = (file: string, demo: string): readonly Login[] | null => {
  if (!fs.existsSync(file)) return null;
  const stored = storedSchema.safeParse(JSON.parse(fs.readFileSync(file, "utf8")));
  return stored.success && stored.data.demo === demo ? stored.data.logins : null;
};

/** Makes the user; one that is there from a demo whose logins were lost gets a new password. */
const makeLogin = async (staff: Can<Permission>, person: Person): Promise<Login> => {
  const user = person.role.toLowerCase();
  const password = generatePassword();
  const known = await db().user.findUnique({ where: { username: user } });
  if (known) must(await resetPassword(staff, { id: known.id, password }));
  else must(await createUser(staff, createUserSchema.parse({ username: user, password, ...person })));
  return { role: person.role, user, password };
};

/**
 * One login per role. The passwords are random, so a demo on the network is open to nobody else; they are kept for the
 * next time in the data folder, readable by its owner only.
 */
export const openLogins = async (
  staff: Can<Permission>,
  demo: string,
  folder: string,
): Promise<readonly Login[]> => {
  const file = path.join(folder, "logins.json");
  const stored = readStored(file, demo);
  if (stored) return stored;
  const logins: Login[] = [];
  for (const person of people(await busiestMentor())) logins.push(await makeLogin(staff, person));
  fs.writeFileSync(file, `${JSON.stringify({ demo, logins }, null, 2)}\n`, { mode: 0o600 });
  return logins;
};
