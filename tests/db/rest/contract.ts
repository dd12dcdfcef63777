import fs from "node:fs/promises";
import { expect } from "vitest";
import type { z } from "zod";
import * as importShapes from "@/app/api/v1/contract/imports";
import { importStarted, problem } from "@/app/api/v1/contract/shapes";
import { POST as applyImport } from "@/app/api/v1/imports/[batchId]/apply/route";
import { POST as addFiles } from "@/app/api/v1/imports/[batchId]/files/route";
import { GET as getImport } from "@/app/api/v1/imports/[batchId]/route";
import { POST as validateImport } from "@/app/api/v1/imports/[batchId]/validate/route";
import { POST as createImport } from "@/app/api/v1/imports/route";
import { handlers } from "@/bin/cli/handlers";
import { takeOverDueJobs } from "@/lib/jobs/queue";
import { answerOf, call } from "../../support/rest";

/** Has worked off what is queued: the worker's part. */
export const work = () => takeOverDueJobs(handlers);

/** The answer has this status and exactly the shape of the contract. */
export const expectShape = async <S extends z.ZodType>(
  response: Response,
  status: number,
  shape: S,
): Promise<z.output<S>> => {
  const answer = await answerOf<unknown>(response);
  expect([answer.status, answer.body]).toMatchObject([status, {}]);
  return shape.parse(answer.body);
};

/** The answer is this problem. */
export const expectProblem = async (response: Response, status: number, code: string) => {
  const body = problem.parse(JSON.parse(await response.clone().text()));
  expect([response.status, body.code, response.headers.get("content-type")]).toEqual([
    status,
    code,
    "application/problem+json",
  ]);
  return body;
};

/** A form that carries a file of a folder. */
export const formOf = async (file: string, fields: Record<string, string> = {}) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", new Blob([await fs.readFile(file)]), file.split("/").at(-1));
  return form;
};

/** Brings a file in by the four requests of a batch; returns the batch. */
export const importKind = async (
  token: string,
  { kind, file, year }: { kind: string; file: string; year: number | null },
) => {
  const created = await expectShape(
    await call(createImport, "/imports", { token, body: { kind, year } }),
    201,
    importShapes.batchCreated,
  );
  const params = { batchId: created.batchId };
  const path = created.statusUrl.replace("/api/v1", "");
  await expectShape(
    await call(addFiles, `${path}/files`, { token, params, body: await formOf(file) }),
    201,
    importShapes.filesAdded,
  );
  await expectShape(
    await call(validateImport, `${path}/validate`, { token, params, method: "POST" }),
    202,
    importStarted,
  );
  await work();
  await expectShape(
    await call(applyImport, `${path}/apply`, { token, params, body: {} }),
    202,
    importStarted,
  );
  await work();
  return await expectShape(await call(getImport, path, { token, params }), 200, importShapes.batch);
};

/** What a form or a program sends of a new student, as typed. */
export const TYPED_STUDENT = {
  lastName: "نو",
  gender: "پسر",
  eduStatus: "1",
  centerCode: "1",
  regStatus: "0",
  groupCode: "3",
};
