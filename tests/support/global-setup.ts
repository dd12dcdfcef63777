import { ensureTemplate } from "../../bin/boot/template.mjs";
import { throwawayServer } from "../../bin/boot/throwaway.mjs";

/**
 * Before the database tests: a server (that of TEST_DATABASE_URL, else one of its own that is gone afterwards) with a
 * migrated template. `tests/support/db.ts` finds both in the environment, which the test processes inherit.
 */
export default async function setup(): Promise<() => Promise<void>> {
  let remove = async (): Promise<void> => undefined;
  if (!process.env.TEST_DATABASE_URL) {
    const server = await throwawayServer();
    process.env.TEST_DATABASE_URL = server.url;
    remove = server.remove;
  }
  process.env.TEST_TEMPLATE = await ensureTemplate(process.env.TEST_DATABASE_URL);
  return remove;
}
