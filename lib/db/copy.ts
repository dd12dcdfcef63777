import type { Client, Connection, Submittable } from "pg";

/** The messages of a COPY; the driver hands them to the running query. */
type CopyConnection = Connection & {
  sendCopyFromChunk: (chunk: Buffer) => void;
  endCopyFrom: () => void;
  sendCopyFail: (reason: string) => void;
};
type CopyQuery = Submittable & Record<`handle${string}`, (...args: never[]) => void>;

const ignore = (): void => undefined;

const copyQuery = (
  text: string,
  handlers: Partial<CopyQuery>,
  settle: { resolve: () => void; reject: (error: unknown) => void },
): CopyQuery => {
  let failure: unknown = null;
  return {
    submit: (connection: Connection) => connection.query(text),
    handleRowDescription: ignore,
    handleDataRow: ignore,
    handlePortalSuspended: ignore,
    handleCommandComplete: ignore,
    handleEmptyQuery: ignore,
    handleCopyData: ignore,
    handleError: (error: unknown) => {
      failure = error;
      settle.reject(error);
    },
    handleReadyForQuery: () => failure === null && settle.resolve(),
    ...handlers,
  } as CopyQuery;
};

/**
 * `COPY … TO STDOUT`: gives each row's line (with its line end) to `write`, which may return a promise to slow it down.
 * Resolves with the number of rows.
 */
export const copyOut = async (
  client: Client,
  text: string,
  write: (line: Buffer) => Promise<void> | undefined,
): Promise<number> => {
  let rows = 0;
  let last: Promise<void> = Promise.resolve();
  await new Promise<void>((resolve, reject) => {
    const handleCopyData = ({ chunk }: { chunk: Buffer }, connection: Connection) => {
      rows += 1;
      const busy = write(chunk);
      if (!busy) return;
      // One pause is enough: what was already parsed comes through and is kept by the writer.
      connection.stream.pause();
      last = Promise.all([last, busy]).then(() => void connection.stream.resume());
      last.catch(reject);
    };
    client.query(copyQuery(text, { handleCopyData }, { resolve, reject }));
  });
  await last;
  return rows;
};

/** `COPY … FROM STDIN` of these lines; an error among them ends the copy and is thrown. */
export const copyIn = (client: Client, text: string, lines: AsyncIterable<Buffer>): Promise<void> =>
  new Promise<void>((resolve, reject) => {
    const send = async (connection: CopyConnection): Promise<void> => {
      try {
        for await (const line of lines) {
          connection.sendCopyFromChunk(line);
          if (connection.stream.writableNeedDrain)
            await new Promise<void>((drained) => connection.stream.once("drain", () => drained()));
        }
        connection.endCopyFrom();
      } catch (error) {
        reject(error);
        connection.sendCopyFail("stopped");
      }
    };
    const handleCopyInResponse = (connection: CopyConnection) => void send(connection);
    client.query(copyQuery(text, { handleCopyInResponse }, { resolve, reject }));
  });
