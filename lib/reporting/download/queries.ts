import { readFile } from "@/lib/db/files";

/** The bytes of a stored file as a stream, one part in memory; whoever may have them was asked by `recordDownload`. */
export const streamFile = (sha256: string): ReadableStream<Uint8Array> => {
  const parts = readFile(sha256);
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
    cancel: async () => void (await parts.return(undefined)),
  });
};
