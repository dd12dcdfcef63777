import type { NextRequest } from "next/server";
import type { StudentStateChange } from "@/lib/allocation/schema";
import type { Can } from "@/lib/auth/permissions";
import type { Result } from "@/lib/shared/result";
import { json, must, readBody, uuidOf } from "../../answer";
import { changeStanding } from "../../contract/standing";

type Change = (
  staff: Can<"student:write">,
  change: StudentStateChange,
) => Promise<Result<{ studentId: string; version: number; stillCounted: boolean }, string>>;

/** One step of where a student stands, as a request asks for it. */
export const changing =
  (change: Change) =>
  async (staff: Can<"student:write">, request: NextRequest, params: Record<string, string>) => {
    const studentId = uuidOf(params["studentId"]);
    return json(must(await change(staff, { ...(await readBody(request, changeStanding)), studentId })));
  };
