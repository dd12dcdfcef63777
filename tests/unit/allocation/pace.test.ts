import { describe, expect, test } from "vitest";
import { CHUNK_ROWS, type ChunkFate, FULL_PACE, nextPace, type Pace } from "@/lib/allocation/publish/pace";

const paceAfter = (...fates: ChunkFate[]): Pace | null =>
  fates.reduce<Pace | null>((pace, fate) => (pace === null ? null : nextPace(pace, fate)), FULL_PACE);

describe("the pace of a publish", () => {
  test("tries the same chunk again after trouble: 100 ms, doubling, five times, then gives up", () => {
    const troubles = (n: number) => paceAfter(...Array<ChunkFate>(n).fill("way"));
    expect([1, 2, 3, 4, 5].map((n) => troubles(n)?.waitMs)).toEqual([100, 200, 400, 800, 1_600]);
    expect(troubles(3)?.rows).toBe(CHUNK_ROWS);
    expect(troubles(6)).toBeNull();
  });

  test("forgets trouble once a chunk is written", () => {
    expect(paceAfter("way", "way", "written")).toEqual(FULL_PACE);
  });

  test("halves down to the one student to blame, and grows back", () => {
    let pace = FULL_PACE;
    const sizes = [];
    while (pace.rows > 1) {
      pace = nextPace(pace, "rows")!;
      sizes.push(pace.rows);
    }
    expect(sizes).toEqual([500, 250, 125, 63, 32, 16, 8, 4, 2, 1]);
    expect(nextPace(pace, "rows")).toMatchObject({ rows: 1 });
    expect(nextPace(pace, "written")).toMatchObject({ rows: 2 });
    expect(nextPace({ ...pace, rows: 800 }, "written")).toMatchObject({ rows: CHUNK_ROWS });
  });
});
