import { expect, test } from "vitest";
import { readParts } from "@/app/api/v1/multipart";

const MB = 1_048_576;

const chunked = (bytes: Uint8Array, size: number): ReadableStream<Uint8Array> => {
  let at = 0;
  return new ReadableStream({
    pull: (controller) => {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
};

const requestOf = async (form: FormData, size: number): Promise<Request> => {
  const whole = new Request("http://x/", { method: "POST", body: form });
  const type = whole.headers.get("content-type") ?? "";
  const body = chunked(new Uint8Array(await whole.arrayBuffer()), size);
  return new Request("http://x/", {
    method: "POST",
    body,
    headers: { "content-type": type },
    duplex: "half",
  } as RequestInit);
};

const collect = async (request: Request, bytesMax = MB) => {
  const parts: { name: string; filename: string | null; text: string }[] = [];
  for await (const { name, filename, body } of readParts(request, bytesMax)) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    parts.push({ name, filename, text: Buffer.concat(chunks).toString("latin1") });
  }
  return parts;
};

const tricky = "\r\n--\r\n----\r\n--x\r\n\r\n\0\xff--";
const form = () => {
  const data = new FormData();
  data.append("year", "۱۴۰۴");
  data.append("files", new Blob([Buffer.from(tricky, "latin1")]), 'گزارش "نهایی".xlsx');
  data.append("files", new Blob([]), "empty.csv");
  return data;
};

test.each([1, 2, 3, 7, 64, 100_000])("a form is the same however it is cut (%i bytes)", async (size) => {
  const parts = await collect(await requestOf(form(), size));
  expect(parts.map(({ name, filename }) => [name, filename])).toEqual([
    ["year", null],
    ["files", 'گزارش "نهایی".xlsx'],
    ["files", "empty.csv"],
  ]);
  expect(Buffer.from(parts[0]?.text ?? "", "latin1").toString()).toBe("۱۴۰۴");
  expect(parts[1]?.text).toBe(tricky);
  expect(parts[2]?.text).toBe("");
});

test("a body nobody reads is skipped", async () => {
  const names: string[] = [];
  for await (const { name } of readParts(await requestOf(form(), 5), MB)) names.push(name);
  expect(names).toEqual(["year", "files", "files"]);
});

test("a request above the limit, one that is cut off and one that is no form are refused", async () => {
  const big = new FormData();
  big.append("files", new Blob([new Uint8Array(2 * MB)]), "big.xlsx");
  await expect(collect(await requestOf(big, 65_536))).rejects.toMatchObject({ code: "FILE_TOO_LARGE" });
  const cut = new Request("http://x/", {
    method: "POST",
    body: '--b\r\ncontent-disposition: form-data; name="files"; filename="a"\r\n\r\nabc',
    headers: { "content-type": "multipart/form-data; boundary=b" },
  });
  await expect(collect(cut)).rejects.toMatchObject({ code: "INVALID_INPUT" });
  const json = new Request("http://x/", {
    method: "POST",
    body: "{}",
    headers: { "content-type": "application/json" },
  });
  await expect(collect(json)).rejects.toMatchObject({ code: "INVALID_INPUT" });
});
