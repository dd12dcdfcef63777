import { NextRequest } from "next/server";
import { type Permission, systemActor } from "@/lib/auth/permissions";
import { createToken } from "@/lib/auth/tokens";

type Handler = (
  request: NextRequest,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>;
type Call = {
  method?: "GET" | "POST";
  token?: string;
  /** A JSON body, or a form. */
  body?: unknown;
  headers?: Record<string, string>;
  params?: Record<string, string>;
  signal?: AbortSignal;
};

/** A service token with these permissions, as an administrator would make it. */
export const tokenWith = async (permissions: Permission[], centers: number[] = []): Promise<string> => {
  const names = permissions.filter((permission) => permission !== "job:work");
  const made = await createToken(systemActor("test"), {
    name: `test ${names.length}`,
    permissions: names,
    centers,
  });
  return made.ok ? made.value.secret : "";
};

/** Calls a route handler in this process, as Next would. */
export const call = async (handler: Handler, path: string, how: Call = {}): Promise<Response> => {
  const { method = how.body === undefined ? "GET" : "POST", token, body, params = {}, signal } = how;
  const headers = new Headers(how.headers);
  if (token) headers.set("authorization", `Bearer ${token}`);
  const isForm = body instanceof FormData;
  if (body !== undefined && !isForm) headers.set("content-type", "application/json");
  const payload =
    body === undefined ? null : isForm ? body : typeof body === "string" ? body : JSON.stringify(body);
  const request = new NextRequest(`http://localhost:3000/api/v1${path}`, {
    method,
    headers,
    ...(payload === null ? {} : { body: payload }),
    ...(signal ? { signal } : {}),
  });
  return await handler(request, { params: Promise.resolve(params) });
};

/** Status and parsed body. */
export const answerOf = async <T = Record<string, unknown>>(
  response: Response,
): Promise<{ status: number; body: T }> => ({
  status: response.status,
  body: JSON.parse((await response.text()) || "null") as T,
});
