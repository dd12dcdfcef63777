import fs from "node:fs";
import path from "node:path";
import { GRANTS, type Permission, type Role } from "@/lib/auth/permissions";

const APP = path.resolve(import.meta.dirname, "../app");

/** What a page asks for: a permission, only to be signed in, or nothing. */
export type Gate = Permission | "signed-in" | "none";
/** Whether a role opens what asks for this. */
export const may = (role: Role, gate: Gate): boolean =>
  gate === "none" || gate === "signed-in" || (GRANTS[role] as readonly string[]).includes(gate);

export type PageRoute = {
  readonly route: string;
  readonly path: string;
  readonly gate: Gate;
  readonly isDynamic: boolean;
  /** False for a page that only leads to another. */
  readonly draws: boolean;
};
export type ApiRoute = { readonly path: string; readonly methods: readonly ApiMethod[] };
export type ApiMethod = { readonly name: string; readonly gate: Permission | "none" };

const filesNamed = (name: string, folder = APP): string[] =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesNamed(name, full);
    return entry.name === name ? [full] : [];
  });

/** `app/(console)/runs/[runId]/page.tsx` → `/runs/[runId]` */
const routeOf = (file: string): string => {
  const parts = path.relative(APP, path.dirname(file)).split(path.sep);
  return `/${parts.filter((part) => part !== "" && !part.startsWith("(")).join("/")}`;
};

/** Ids nobody has: behind the gate they lead to «not found», never to an error. */
const UNKNOWN: Readonly<Record<string, string>> = { mentorId: "999999999", managerId: "999999999" };
const withUnknownIds = (route: string): string =>
  route.replace(
    /\[(?:\.\.\.)?(\w+)\]/g,
    (_, name: string) => UNKNOWN[name] ?? "00000000-0000-7000-8000-000000000000",
  );

const pageGate = (source: string): Gate => {
  const [, permission] = /requirePermission\(\s*"([\w:]+)"/.exec(source) ?? [];
  if (permission) return permission as Permission;
  return /requireStaff\(/.test(source) ? "signed-in" : "none";
};

/** Every page of the app with the gate it names. A new page is in the walk without being told of. */
export const listPages = (): PageRoute[] =>
  filesNamed("page.tsx").map((file) => {
    const route = routeOf(file);
    const source = fs.readFileSync(file, "utf8");
    return {
      route,
      path: withUnknownIds(route),
      gate: pageGate(source),
      isDynamic: route.includes("["),
      draws: /return \(?\s*</.test(source),
    };
  });

const apiMethods = (source: string): ApiMethod[] =>
  [
    ...source.matchAll(
      /export const (GET|POST|PUT|PATCH|DELETE)\b([^;]*?)\b(guarded|open)\(\s*(?:"([\w:]+)")?/g,
    ),
  ].map(([, name = "", , , permission]) => ({
    name,
    gate: (permission as Permission | undefined) ?? "none",
  }));

/** Every route handler of the REST interface with its methods. */
export const listApi = (): ApiRoute[] =>
  filesNamed("route.ts", path.join(APP, "api/v1")).map((file) => ({
    path: withUnknownIds(routeOf(file)),
    methods: apiMethods(fs.readFileSync(file, "utf8")),
  }));
