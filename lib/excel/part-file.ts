import { createHash } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";

/**
 * Writes a file that is whole or absent: into `<name>.part`, flushed to the disk, then renamed. Makes the folder when it is
 * missing; what a failure left is removed. Returns the digest and size of what was written.
 */
export const writePartFile = async (
  target: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ sha256: string; size: number }> => {
  const folder = path.dirname(target);
  const part = `${target}.part`;
  await mkdir(folder, { recursive: true });
  const hash = createHash("sha256");
  let size = 0;
  try {
    const file = await open(part, "w", 0o600);
    try {
      for await (const chunk of chunks) {
        hash.update(chunk);
        size += chunk.length;
        await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await flushFolder(folder);
  return { sha256: hash.digest("hex"), size };
};

/** The new name is only safe once its folder is flushed too; some systems cannot, and the file is whole either way. */
const flushFolder = async (folder: string): Promise<void> => {
  try {
    const handle = await open(folder, "r");
    await handle.sync().finally(() => handle.close());
  } catch {
    return;
  }
};
