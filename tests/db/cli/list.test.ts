import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GET as listFile } from "@/app/api/v1/lists/[list]/file/route";
import { db } from "@/lib/db/client";
import { newId } from "@/lib/db/digest";
import { saveView } from "@/lib/lists/views/commands";
import { actorOf } from "../../support/actors";
import { takhsis, takhsisJson } from "../../support/cli";
import { useDatabase } from "../../support/db";
import { createStudents } from "../../support/directory";
import { call, tokenWith } from "../../support/rest";

useDatabase();
let folder = "";
beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), "takhsis-list-"));
  await createStudents(40);
});
afterAll(() => fs.rm(folder, { recursive: true }));

const out = (name: string) => path.join(folder, name);
const viewOf = async (username: string, { shared }: { shared: boolean }) => {
  const id = newId();
  await db().user.create({ data: { id, username, name: username, passwordHash: "none", role: "OPERATOR" } });
  const saved = await saveView(actorOf("OPERATOR", { id }), {
    page: "students",
    name: "گلستان",
    query: "center=1&sort=-nationalId&hide=year",
  });
  if (saved.ok && shared) await db().savedView.update({ where: { id: saved.value.id }, data: { shared } });
};
const refused = async (...argv: string[]) => {
  const { code, document } = await takhsis([...argv, "--json"]);
  return [code, (document["error"] as { code: string } | undefined)?.code];
};

test("the file of a view from a shell is the file of its page, masked and audited alike", async () => {
  await viewOf("sara", { shared: true });
  const target = out("students.csv");
  const call_ = ["list", "students", "--view", "گلستان", "--format", "csv", "--out", target, "--lang", "en"];
  const told = await takhsisJson<{ rows: number; query: string }>(...call_);
  const rows = await db().student.count({ where: { centerCode: 1 } });
  expect(told).toMatchObject({ list: "students", rows, query: "sort=-nationalId&center=1&hide=year" });

  const page = await call(listFile, `/lists/students/file?${told.query}&format=csv&lang=en`, {
    token: await tokenWith(["student:read", "export:download"]),
    params: { list: "students" },
  });
  const text = await fs.readFile(target, "utf8");
  expect(text).toBe(Buffer.from(await page.arrayBuffer()).toString("utf8"));
  expect(text).toMatch(/"\d{3}\*{3}\d{4}"/);
  expect(text).not.toMatch(/"\d{10}"/);
  const audit = await db().auditLog.findMany({ where: { action: "lists.file.download" } });
  expect(audit.map(({ diff }) => diff)).toEqual([
    { query: told.query, format: "csv", rows },
    { query: told.query, format: "csv", rows },
  ]);
});

test("a view that is not shared, or that several share, is somebody's who is named", async () => {
  await viewOf("reza", { shared: false });
  expect(await takhsisJson("view", "list")).toMatchObject({ views: [{ owner: "sara", name: "گلستان" }] });
  const reza = await takhsisJson("view", "list", "--user", "reza");
  expect(reza).toMatchObject({ views: [{ list: "students", owner: "reza", shared: false }] });
  await viewOf("mina", { shared: true });
  const target = out("two.xlsx");
  const named = ["list", "students", "--view", "گلستان", "--out", target];
  expect(await refused(...named)).toEqual([2, "USAGE"]);
  expect(await takhsisJson(...named, "--user", "reza")).toMatchObject({ path: target });
  expect(await refused("list", "students", "--view", "شیراز", "--out", target)).toEqual([1, "NOT_FOUND"]);
  expect(await refused("list", "people", "--out", target)).toEqual([2, "USAGE"]);
});
