import type { Can, Staff } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import type { Reader } from "@/lib/db/tx";

/** Key of the setting; its value is true or false, absent = false. */
export const SECOND_PERSON = "import.secondPerson";

/** Whether a mass change needs another person than the uploader. Source: Contracts §5, Design §2. */
export const needsSecondPerson = async (reader: Reader): Promise<boolean> =>
  (await reader.setting.findUnique({ where: { key: SECOND_PERSON } }))?.value === true;

/** Whether this actor brought the batch; what the command line brought, the command line cannot confirm. */
export const isUploader = (actor: Staff, batch: { readonly createdById: string | null }): boolean =>
  batch.createdById === actor.id;

/** What the settings page shows. */
export const readBrake = async (_actor: Can<"settings:write">): Promise<{ secondPerson: boolean }> => ({
  secondPerson: await needsSecondPerson(db()),
});
