import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Follower, makeProgressStream, type Source } from "@/components/ui/progress-stream";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A browser's side of the streams: which were opened with which topics, and which are open. */
const makeBrowser = () => {
  const opened: { topics: readonly string[]; source: Source; isOpen: boolean }[] = [];
  const open = (topics: readonly string[]): Source => {
    const source: Source = {
      readyState: 1,
      onopen: null,
      onmessage: null,
      onerror: null,
      close: () => {
        one.isOpen = false;
      },
    };
    const one = { topics, source, isOpen: true };
    opened.push(one);
    return source;
  };
  const current = () => opened.filter(({ isOpen }) => isOpen);
  const source = () =>
    current()[0]?.source as unknown as {
      onopen: () => void;
      onmessage: (message: { data: string; lastEventId: string }) => void;
      onerror: () => void;
      readyState: number;
    };
  const send = (topic: string, done: number) =>
    source().onmessage({
      data: JSON.stringify({ topic, kind: "progress", data: { done } }),
      lastEventId: "1",
    });
  return { open, opened, current, source, send };
};

const makeFollower = (topic: string, refreshMs = 1_500) => {
  const got: unknown[] = [];
  const connections: string[] = [];
  const refresh = vi.fn();
  const follower: Follower = {
    topic,
    refreshMs,
    onEvent: ({ data }) => got.push(data.done),
    onConnection: (connection) => connections.push(connection),
    refresh,
  };
  return { follower, got, connections, refresh };
};

const turn = () => vi.advanceTimersByTime(1);

test("however many are followed on a page, one stream is open, and each hears of its own", () => {
  const browser = makeBrowser();
  const follow = makeProgressStream(browser.open);
  const followers = ["run:1", "batch:2", "export:3", "run:1"].map((topic) => makeFollower(topic));
  for (const { follower } of followers) follow(follower);
  turn();
  expect(browser.opened.map(({ topics }) => topics)).toEqual([["batch:2", "export:3", "run:1"]]);

  browser.source().onopen();
  browser.send("run:1", 5);
  browser.send("batch:2", 7);
  expect(followers.map(({ got }) => got)).toEqual([[5], [7], [], [5]]);
  for (const { connections } of followers) expect(connections).toEqual(["live"]);
});

test("rows that come and go open the stream anew once, those that come back not at all, the last one closes it", () => {
  const browser = makeBrowser();
  const follow = makeProgressStream(browser.open);
  const leave = follow(makeFollower("run:1").follower);
  turn();
  leave();
  const again = follow(makeFollower("run:1").follower);
  turn();
  expect(browser.opened).toHaveLength(1);

  const more = ["batch:2", "batch:3"].map((topic) => follow(makeFollower(topic).follower));
  turn();
  expect(browser.opened).toHaveLength(2);
  expect(browser.current().map(({ topics }) => topics)).toEqual([["batch:2", "batch:3", "run:1"]]);

  for (const end of [again, ...more]) end();
  turn();
  expect(browser.current()).toEqual([]);
});

test("whoever joins later is told the last word on their topic", () => {
  const browser = makeBrowser();
  const follow = makeProgressStream(browser.open);
  follow(makeFollower("run:1").follower);
  turn();
  browser.source().onopen();
  browser.send("run:1", 9);
  const late = makeFollower("run:1");
  follow(late.follower);
  expect([late.got, late.connections]).toEqual([[9], ["live"]]);
});

test("the page is drawn again once for all rows, as often as the most impatient wants, and after the last event", () => {
  const browser = makeBrowser();
  const follow = makeProgressStream(browser.open);
  const [slow, quick, still] = [
    makeFollower("run:1", 2_500),
    makeFollower("run:2", 1_000),
    makeFollower("run:3", 0),
  ];
  for (const { follower } of [slow, quick, still]) follow(follower);
  turn();
  for (let n = 0; n < 9; n += 1) browser.send(`run:${(n % 3) + 1}`, n);
  const drawn = () => [slow, quick, still].map(({ refresh }) => refresh.mock.calls.length);
  expect(drawn()).toEqual([0, 1, 0]);
  vi.advanceTimersByTime(5_000);
  expect(drawn()).toEqual([0, 2, 0]);
});

test("without a stream the page asks every three seconds, once for all rows, until nothing is followed", () => {
  const browser = makeBrowser();
  const follow = makeProgressStream(browser.open);
  const followers = ["run:1", "run:2"].map((topic) => makeFollower(topic));
  const ends = followers.map(({ follower }) => follow(follower));
  turn();
  const source = browser.source();
  source.readyState = 2;
  source.onerror();
  for (const { connections } of followers) expect(connections).toEqual(["polling"]);
  vi.advanceTimersByTime(9_000);
  const drawn = () => followers.reduce((sum, { refresh }) => sum + refresh.mock.calls.length, 0);
  expect(drawn()).toBe(3);
  for (const end of ends) end();
  turn();
  vi.advanceTimersByTime(9_000);
  expect(drawn()).toBe(3);
});
