import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { dropOrphans, storeFile } from "@/lib/db/files";
import { inTx } from "@/lib/db/tx";
import { emitProgress, forgetProgress } from "@/lib/jobs/progress";
import { useDatabase } from "../../support/db";

useDatabase();

test("progress is kept for thirty days, and the last word on a topic for ever", async () => {
  for (const [topic, kind] of [
    ["run:a", "old"],
    ["run:a", "last"],
    ["run:b", "old"],
    ["run:b", "young"],
  ] as const)
    await inTx((tx) => emitProgress(tx, topic, kind, {}));
  await db().progressEvent.updateMany({
    where: { kind: { not: "young" } },
    data: { at: new Date(Date.now() - 31 * 86_400_000) },
  });
  expect(await forgetProgress()).toBe(2);
  const left = await db().progressEvent.findMany({ orderBy: { id: "asc" } });
  expect(left.map((event) => event.kind)).toEqual(["last", "young"]);
});

test("bytes that nothing names go after a week; those of an export, and those stored again, stay", async () => {
  const [orphan, exported, again] = await Promise.all(
    ["orphan", "exported", "again"].map((text) => storeFile([Buffer.from(text)])),
  );
  await storeFile([Buffer.from("young")]);
  const files = [{ name: "a.xlsx", sha256: exported!.sha256, rows: 1, size: 8 }];
  await db().export.create({ data: { id: newId(), profile: "sabt", year: 1404, state: "READY", files } });
  await db().storedFile.updateMany({
    where: { sha256: { in: [orphan!, exported!, again!].map((file) => file.sha256) } },
    data: { createdAt: new Date(Date.now() - 8 * 86_400_000) },
  });
  expect((await storeFile([Buffer.from("again")])).sha256).toBe(again!.sha256);
  expect(await dropOrphans()).toBe(1);
  expect(await db().storedFile.findUnique({ where: { sha256: orphan!.sha256 } })).toBeNull();
  expect(await db().storedFilePart.count({ where: { sha256: orphan!.sha256 } })).toBe(0);
  expect(await db().storedFile.count()).toBe(3);
});
