import { byPersianName } from "@/lib/shared/text";
import { db } from "../db/client";
import type { Can, Role, Staff } from "./permissions";

/** The calendar a person reads days in, on whatever device; null for whoever chose none, for tokens and background work. */
export const findCalendar = async ({ kind, id }: Staff): Promise<string | null> => {
  if (kind !== "user" || id === null) return null;
  return (await db().user.findUnique({ where: { id }, select: { calendar: true } }))?.calendar ?? null;
};

export type UserItem = {
  id: string;
  username: string;
  name: string;
  role: Role;
  centers: number[];
  managerId: number | null;
  mentorId: number | null;
  active: boolean;
  mustChangePassword: boolean;
  version: number;
  lastSeenAt: Date | null;
};

const FIELDS = {
  id: true,
  username: true,
  name: true,
  role: true,
  centers: true,
  managerId: true,
  mentorId: true,
  active: true,
  mustChangePassword: true,
  version: true,
  sessions: { select: { lastSeenAt: true }, orderBy: { lastSeenAt: "desc" }, take: 1 },
} as const;

type Row = Omit<UserItem, "role" | "lastSeenAt"> & { role: string; sessions: { lastSeenAt: Date }[] };

const toItem = ({ sessions, role, ...user }: Row): UserItem => ({
  ...user,
  role: role as Role,
  lastSeenAt: sessions[0]?.lastSeenAt ?? null,
});

export type UserPage = {
  sort: { key: "username" | "name" | "role" | "active"; desc: boolean };
  size: number;
  offset: number;
};

/** The users in the order of their names: not by the database, its own collation may be any, and users are few. */
const listByName = async ({ sort, size, offset }: UserPage): Promise<Row[]> => {
  const all = await db().user.findMany({ select: { id: true, name: true, username: true } });
  const turn = sort.desc ? -1 : 1;
  all.sort((a, b) => turn * byPersianName(a.name, b.name) || (a.username < b.username ? -1 : 1));
  const page = all.slice(offset, offset + size).map(({ id }) => id);
  const rows = await db().user.findMany({ select: FIELDS, where: { id: { in: page } } });
  return rows.sort((a, b) => page.indexOf(a.id) - page.indexOf(b.id));
};

/** One page of the users, names in Persian order, with when each was last seen. */
export const listUsers = async (
  _staff: Can<"user:write">,
  page: UserPage,
): Promise<{ rows: UserItem[]; total: number }> => {
  const { sort, size, offset } = page;
  const direction = sort.desc ? ("desc" as const) : ("asc" as const);
  const orderBy = [{ [sort.key]: direction }, { username: "asc" as const }];
  const [rows, total] = await Promise.all([
    sort.key === "name"
      ? listByName(page)
      : db().user.findMany({ select: FIELDS, orderBy, take: size, skip: offset }),
    db().user.count(),
  ]);
  return { rows: rows.map(toItem), total };
};

/** One user, or null. */
export const getUser = async (_staff: Can<"user:write">, id: string): Promise<UserItem | null> => {
  const row = await db().user.findUnique({ where: { id }, select: FIELDS });
  return row && toItem(row);
};

export type OwnSession = {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  ip: string | null;
  userAgent: string | null;
  current: boolean;
};

/** One's own live sessions, last used first. */
export const listOwnSessions = async (staff: Staff): Promise<OwnSession[]> => {
  const rows = await db().session.findMany({
    where: { userId: staff.id ?? "", revokedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { lastSeenAt: "desc" },
    take: 50,
    select: { id: true, createdAt: true, lastSeenAt: true, ip: true, userAgent: true },
  });
  return rows.map((row) => ({ ...row, current: row.id === staff.sessionId }));
};

export type TokenItem = {
  id: string;
  name: string;
  permissions: string[];
  centers: number[];
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
  createdAt: Date;
};

/** Service tokens, newest first; the secrets are nowhere. */
export const listTokens = (_staff: Can<"user:write">): Promise<TokenItem[]> =>
  db().apiToken.findMany({
    orderBy: { createdAt: "desc" },
    take: 200,
    select: {
      id: true,
      name: true,
      permissions: true,
      centers: true,
      expiresAt: true,
      revokedAt: true,
      lastUsedAt: true,
      createdAt: true,
    },
  });

/** Names of the centres in an actor's scope, for the frame; empty = all of them. */
export const listCenterNames = async (staff: Staff, locale: string): Promise<string[]> => {
  if (staff.centers.length === 0) return [];
  const rows = await db().center.findMany({
    where: { code: { in: [...staff.centers] } },
    orderBy: { code: "asc" },
  });
  return rows.map((row) => (locale === "fa" ? row.nameFa : row.nameEn));
};
