import ExcelJS from "exceljs";
import { beforeAll, describe, expect, test } from "vitest";
import { GET as listFile } from "@/app/api/v1/lists/[list]/file/route";
import { recordAudit } from "@/lib/auth/audit";
import { GRANTS, systemActor } from "@/lib/auth/permissions";
import { db } from "@/lib/db/client";
import { inTx } from "@/lib/db/tx";
import { LIST_NAMES } from "@/lib/lists/names";
import { GATES } from "@/lib/lists/pages";
import { useDatabase } from "@/tests/support/db";
import { createStudents } from "@/tests/support/directory";
import { call, tokenWith } from "@/tests/support/rest";

useDatabase();
const STUDENTS = 5_100;

beforeAll(async () => {
  await createStudents(STUDENTS);
});

const get = async (list: string, query: string, token: string) =>
  await call(listFile, `/lists/${list}/file?${query}`, { token, params: { list } });

const sheetOf = async (response: Response) => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await response.arrayBuffer());
  const [sheet] = book.worksheets;
  if (!sheet) throw new Error("no sheet");
  const rows: string[][] = [];
  sheet.eachRow((row) => {
    rows.push(Array.from({ length: sheet.columnCount }, (_, i) => row.getCell(i + 1).text));
  });
  return { rows, rightToLeft: sheet.views[0]?.rightToLeft, sheet };
};

describe("the file of a list", () => {
  test("holds every row of the filter over all pages, in the order and with the columns of the page", async () => {
    const token = await tokenWith(["student:read", "export:download"]);
    const response = await get(
      "students",
      "format=xlsx&lang=fa&sort=-nationalId&size=25&page=3&hide=year,mentor",
      token,
    );
    expect(response.headers.get("content-disposition")).toMatch(/students-\d{8}-\d{4}\.xlsx/);
    const { rows, rightToLeft } = await sheetOf(response);
    expect(rightToLeft).toBe(true);
    expect(rows[0]).toEqual(["نام", "کد ملی", "گروه آزمایشی", "مرکز", "وضعیت", "شمارنده"]);
    expect(rows.length).toBe(STUDENTS + 1);
    const stored = await db().student.findMany({
      orderBy: { nationalId: "desc" },
      select: { lastName: true },
    });
    expect(rows.slice(1).map(([name = ""]) => name.split(" ")[1])).toEqual(stored.map((s) => s.lastName));
  });

  test("keeps ids as text and national ids masked", async () => {
    const { rows, sheet } = await sheetOf(
      await get(
        "students",
        "format=xlsx&lang=en&center=1",
        await tokenWith(["student:read", "export:download"]),
      ),
    );
    expect(rows[0]?.slice(0, 2)).toEqual(["Name", "National id"]);
    for (const [, nationalId] of rows.slice(1)) expect(nationalId).toMatch(/^\d{3}\*{3}\d{4}$/);
    expect(sheet.getCell("E2").type).toBe(ExcelJS.ValueType.String);
  });

  test("reaches no further than the viewer's centres", async () => {
    const near = await sheetOf(
      await get(
        "students",
        "format=xlsx&lang=en&hide=year",
        await tokenWith(["student:read", "export:download"], [1]),
      ),
    );
    expect(near.rows.length - 1).toBe(await db().student.count({ where: { centerCode: 1 } }));
    expect(near.rows.length).toBeGreaterThan(10);
    const other = await sheetOf(
      await get(
        "students",
        "format=xlsx&center=0",
        await tokenWith(["student:read", "export:download"], [1]),
      ),
    );
    expect(other.rows.length).toBe(1);
  });

  test("cannot carry a formula: a csv cell that begins like one is marked as text", async () => {
    await db().student.update({
      where: { nationalId: (await db().student.findFirstOrThrow({ where: { centerCode: 2 } })).nationalId },
      data: { firstName: '=HYPERLINK("http://x","y")', lastName: "" },
    });
    const text = await (
      await get(
        "students",
        "format=csv&lang=en&center=2",
        await tokenWith(["student:read", "export:download"]),
      )
    ).text();
    expect(text).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
    expect(text).not.toMatch(/(^|,)"=/m);
  });

  test("says in the audit log who took which view and how many rows", async () => {
    const token = await tokenWith(["student:read", "export:download"]);
    await (await get("students", "format=csv&center=1&page=2&nid=0012345679", token)).text();
    const [entry] = await db().auditLog.findMany({
      where: { action: "lists.file.download" },
      orderBy: { id: "desc" },
      take: 1,
    });
    const rows = await db().student.count({ where: { centerCode: 1 } });
    expect(entry).toMatchObject({
      resourceType: "list",
      resourceId: "students",
      diff: { query: "center=1", format: "csv", rows },
    });
  });

  test("asks for the permission of its page and for that to take files away, and there is none of an unknown list", async () => {
    const every = [...new Set([...Object.values(GATES), "export:download" as const])];
    const refusalOf = async (list: string, token: string) => {
      const response = await get(list, "format=csv", token);
      return [response.status, await response.json()];
    };
    for (const list of LIST_NAMES) {
      const gate = GATES[list];
      for (const missing of new Set([gate, "export:download"] as const)) {
        const token = await tokenWith(every.filter((permission) => permission !== missing));
        const details = { permission: missing };
        expect(await refusalOf(list, token), list).toMatchObject([403, { code: "FORBIDDEN", details }]);
      }
      const response = await get(
        list,
        "format=csv",
        await tokenWith([...new Set([gate, "export:download"] as const)]),
      );
      expect(response.status, list).toBe(200);
      expect((await response.text()).split("\r\n")[0], list).toMatch(/[آ-ی]/);
    }
    expect((await get("payroll", "", await tokenWith(["export:download"]))).status).toBe(404);
  });

  test("is refused to whoever may only look, and leaves no trace of a download", async () => {
    const taken = () => db().auditLog.count({ where: { action: "lists.file.download" } });
    const before = await taken();
    expect((await get("students", "format=csv", await tokenWith([...GRANTS.MENTOR]))).status).toBe(403);
    expect(await taken()).toBe(before);
  });

  test("of rows that are mine is refused to whoever is no person, instead of nobody's rows", async () => {
    const response = await get(
      "quarantine",
      "format=csv&owner=me",
      await tokenWith([GATES.quarantine, "export:download"]),
    );
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      code: "INVALID_INPUT",
      details: { fields: { owner: "person" } },
    });
  });

  test("of the audit log ends where the log stood when it was asked for", async () => {
    const root = systemActor("test");
    const write = (n: number) =>
      inTx(async (tx) => {
        for (let i = 0; i < n; i++)
          await recordAudit(tx, root, { action: "a.b.c", resourceType: "run", resourceId: String(i) });
      });
    await write(1_200);
    const response = await get(
      "audit",
      "format=csv&type=run",
      await tokenWith(["audit:read", "export:download"]),
    );
    await write(5);
    expect((await response.text()).split("\r\n").filter(Boolean).length).toBe(1_201);
  });
});
