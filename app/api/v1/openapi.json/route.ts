import { open } from "@/lib/auth/guard";
import packageJson from "@/package.json";
import { openApiDocument } from "../contract/openapi";

let made: string | null = null;

/** The contract of REST; it says nothing that is secret. */
export const GET = open(async () => {
  made ??= JSON.stringify(openApiDocument(packageJson.version));
  return new Response(made, { headers: { "content-type": "application/json; charset=utf-8" } });
});
