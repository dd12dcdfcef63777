import { expect, test } from "vitest";
import { newId } from "@/lib/db/digest";
import { inTx } from "@/lib/db/tx";
import { emitProgress } from "@/lib/jobs/progress";
import { countStreams, openStream, type StreamRequest } from "@/lib/jobs/stream";
import { useDatabase } from "../../support/db";

useDatabase();
type Sent = { id: string; topic: string; kind: string; data: { n?: number } };

const emit = (topic: string, n: number) => inTx((tx) => emitProgress(tx, topic, "progress", { n }));

const follow = (request: Partial<StreamRequest> & { topics: string[] }) => {
  const leaving = new AbortController();
  const stream = openStream({ principal: "user:1", after: null, signal: leaving.signal, ...request });
  if (!stream) return null;
  const seen: Sent[] = [];
  const texts: string[] = [];
  const ended = (async () => {
    const decoder = new TextDecoder();
    let text = "";
    for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      for (let at = text.indexOf("\n\n"); at >= 0; at = text.indexOf("\n\n")) {
        const block = text.slice(0, at);
        text = text.slice(at + 2);
        texts.push(block);
        const [, id, data] = /^id: (\d+)\ndata: (.*)$/.exec(block) ?? [];
        if (id && data) seen.push({ id, ...JSON.parse(data) });
      }
    }
  })();
  const numbers = () => seen.map(({ data }) => data.n);
  return { seen, texts, numbers, leave: () => leaving.abort(), ended };
};

const until = (met: () => boolean | undefined) =>
  expect.poll(met, { timeout: 5_000, interval: 20 }).toBe(true);

test("a stream gives the newest event of its subject, then what comes, and nothing of other subjects", async () => {
  const topic = `run:${newId()}`;
  await emit(topic, 1);
  await emit(topic, 2);
  const stream = follow({ topics: [topic] });
  await until(() => stream?.numbers().length === 1);
  await emit(`run:${newId()}`, 99);
  await emit(topic, 3);
  await until(() => stream?.numbers().length === 2);
  expect(stream?.numbers()).toEqual([2, 3]);
  stream?.leave();
  await stream?.ended;
});

test("whoever comes back with the last id misses nothing and gets nothing twice", async () => {
  const topic = `batch:${newId()}`;
  const first = follow({ topics: [topic] });
  await emit(topic, 1);
  await until(() => first?.numbers().length === 1);
  first?.leave();
  await first?.ended;
  for (const n of [2, 3, 4]) await emit(topic, n);
  const again = follow({ topics: [topic], after: BigInt(first?.seen.at(-1)?.id ?? 0) });
  await emit(topic, 5);
  await until(() => again?.numbers().length === 4);
  expect(again?.numbers()).toEqual([2, 3, 4, 5]);
  again?.leave();
  await again?.ended;
});

test("an event that commits after a later one is still given", async () => {
  const topic = `run:${newId()}`;
  const stream = follow({ topics: [topic] });
  let commit = () => {};
  const held = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let written = () => {};
  const isWritten = new Promise<void>((resolve) => {
    written = resolve;
  });
  const slow = inTx(async (tx) => {
    await emitProgress(tx, topic, "progress", { n: 1 });
    written();
    await held;
  });
  await isWritten;
  await emit(topic, 2);
  await until(() => stream?.numbers().length === 1);
  commit();
  await slow;
  await until(() => stream?.numbers().length === 2);
  expect(stream?.numbers()).toEqual([2, 1]);
  stream?.leave();
  await stream?.ended;
});

test("a principal has six streams at most, a heartbeat keeps them, and leaving gives everything back", async () => {
  const hub = globalThis as { __takhsisHub?: { listeners: Set<unknown> } };
  const streams = Array.from({ length: 6 }, () => follow({ topics: ["pool"], heartbeatMs: 30 }));
  expect(follow({ topics: ["pool"] })).toBeNull();
  const other = follow({ topics: ["pool"], principal: "user:2" });
  expect(countStreams()).toBe(7);
  await until(() => streams[0]?.texts.includes(": still here"));
  for (const stream of [...streams, other]) stream?.leave();
  await Promise.all([...streams, other].map((stream) => stream?.ended));
  expect(countStreams()).toBe(0);
  expect(hub.__takhsisHub?.listeners.size).toBe(0);
});

test("two hundred streams that come and go leave nothing behind", async () => {
  const hub = globalThis as { __takhsisHub?: { listeners: Set<unknown> } };
  const topic = `run:${newId()}`;
  const streams = Array.from({ length: 200 }, (_, i) => follow({ topics: [topic], principal: `user:${i}` }));
  await emit(topic, 1);
  await until(() => streams.every((stream) => stream?.numbers().length === 1));
  for (const stream of streams) stream?.leave();
  await Promise.all(streams.map((stream) => stream?.ended));
  expect([countStreams(), hub.__takhsisHub?.listeners.size]).toEqual([0, 0]);
});

test("a server that is told to stop ends its streams, so that it can", async () => {
  const streams = Array.from({ length: 3 }, (_, i) => follow({ topics: ["pool"], principal: `user:${i}` }));
  expect(countStreams()).toBe(3);
  // Somebody else decides about the process, as the server does.
  const other = () => undefined;
  process.on("SIGTERM", other);
  process.emit("SIGTERM");
  process.off("SIGTERM", other);
  await Promise.all(streams.map((stream) => stream?.ended));
  expect(countStreams()).toBe(0);
});
