import type { Can, Permission, Role } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { actorOf } from "./actors";

/** A stored person as the gate would mint them, for what belongs to a person. */
export const createActor = async (
  role: Role,
  extra: { centers?: number[]; name?: string } = {},
): Promise<Can<Permission> & { readonly id: string }> => {
  const id = newId();
  const name = extra.name ?? role.toLowerCase();
  await db().user.create({
    data: { id, username: id, name, passwordHash: "none", role, centers: extra.centers ?? [] },
  });
  return actorOf(role, { ...extra, id, name }) as Can<Permission> & { readonly id: string };
};
