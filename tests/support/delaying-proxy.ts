import net from "node:net";

/** A question to the database: when it was sent and when its answer was whole, in ms. */
export type Question = { readonly from: number; readonly to: number };

/** «Ready for the next question», the message that ends every answer of the server. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5]);

const endsAnswer = (tail: Buffer): boolean => tail.length === 6 && tail.subarray(0, 5).equals(READY);

/**
 * A way to the database that answers everything so much later, so that what waits for an answer shows, whatever the machine's
 * speed. `take` gives the questions since the last time.
 */
export const delayingProxy = async (
  databaseUrl: string,
  delayMs: number,
): Promise<{ url: string; take: () => Question[]; close: () => void }> => {
  const target = new URL(databaseUrl);
  let asked: Question[] = [];
  const server = net.createServer((client) => {
    const upstream = net.connect(Number(target.port), target.hostname);
    let from: number | null = null;
    let tail = Buffer.alloc(0);
    client.on("data", (bytes) => {
      from ??= performance.now();
      setTimeout(() => upstream.write(bytes), delayMs);
    });
    upstream.on("data", (bytes) => {
      client.write(bytes);
      tail = Buffer.concat([tail, bytes.subarray(-6)]).subarray(-6);
      if (from === null || !endsAnswer(tail)) return;
      asked.push({ from, to: performance.now() });
      from = null;
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const)
      one.on("error", () => other.destroy()).on("close", () => other.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as net.AddressInfo).port);
  const take = () => {
    const taken = asked;
    asked = [];
    return taken;
  };
  return { url: url.href, take, close: () => server.close() };
};

/** How many questions were asked one after the other: the longest row of them in which each began when the one before was over. */
export const depthOf = (questions: readonly Question[]): number => {
  let [depth, over] = [0, Number.NEGATIVE_INFINITY];
  for (const { from, to } of [...questions].sort((a, b) => a.to - b.to)) {
    if (from < over) continue;
    depth += 1;
    over = to;
  }
  return depth;
};
