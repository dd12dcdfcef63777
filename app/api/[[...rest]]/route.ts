import { open, originOf, problem } from "@/lib/auth/guard";

/** An operation that does not exist says so as every other refusal does; without this the console's pages would answer. */
const unknown = open(async (request) => problem("NOT_FOUND", {}, originOf(request.headers).correlationId));

export const GET = unknown;
export const POST = unknown;
export const PUT = unknown;
export const PATCH = unknown;
export const DELETE = unknown;
