import { z } from "zod";
import type { Answer, Operation } from "./operation";
import { OPERATIONS } from "./operations";
import { problem } from "./shapes";

type Json = Record<string, unknown>;

const schemaOf = (shape: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: "any" }) as Json;
  return schema;
};

/** What may go wrong everywhere; the codes tell the rest. */
const PROBLEMS: Readonly<Record<number, string>> = {
  401: "Not signed in, or a wrong token",
  403: "Not permitted",
  404: "Unknown or out of scope",
  409: "The state of things does not allow it",
  422: "The request cannot be understood",
  429: "More than 100 requests a minute",
  503: "The database cannot be reached",
};

const answerOf = ({ description, shape, media, location }: Answer): Json => ({
  description,
  headers: {
    "X-Correlation-Id": { $ref: "#/components/headers/CorrelationId" },
    ...(location ? { Location: { schema: { type: "string" } } } : {}),
  },
  ...(shape ? { content: { "application/json": { schema: schemaOf(shape, "output") } } } : {}),
  ...(media ? { content: { [media]: { schema: {} } } } : {}),
});

const pathParameters = (path: string): Json[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", format: "uuid" },
  }));

const queryParameters = (query: z.ZodObject): Json[] =>
  Object.entries(query.shape as Record<string, z.ZodType>).map(([name, shape]) => {
    const { description, ...schema } = schemaOf(shape, "output");
    const required = !shape.safeParse(undefined).success;
    return { name, in: "query", required, schema, ...(description ? { description } : {}) };
  });

const idempotencyKey: Json = { $ref: "#/components/parameters/IdempotencyKey" };

const bodyOf = ({ body, form }: Operation): Json | null => {
  if (body) return { required: false, content: { "application/json": { schema: schemaOf(body, "input") } } };
  if (!form) return null;
  const fields = schemaOf(form, "input");
  const files = {
    type: "array",
    items: { type: "string", contentMediaType: "application/octet-stream" },
    maxItems: 50,
  };
  const properties = { ...(fields["properties"] as Json), files };
  const required = [...((fields["required"] as string[] | undefined) ?? []), "files"];
  return {
    required: true,
    content: { "multipart/form-data": { schema: { type: "object", properties, required } } },
  };
};

const toOperation = (operation: Operation): Json => {
  const { id, summary, permission, path, query, starts, answers } = operation;
  const body = bodyOf(operation);
  const parameters = [
    ...pathParameters(path),
    ...(query ? queryParameters(query) : []),
    ...(starts ? [idempotencyKey] : []),
    { $ref: "#/components/parameters/CorrelationId" },
  ];
  const problems = Object.keys(PROBLEMS).map((status) => [
    status,
    { $ref: `#/components/responses/Problem${status}` },
  ]);
  return {
    operationId: id,
    summary,
    tags: [path.split("/")[1] ?? ""],
    ...(permission ? { description: `Permission: \`${permission}\`` } : {}),
    ...(id === "getOpenApi" ? { security: [] } : {}),
    parameters,
    ...(body ? { requestBody: body } : {}),
    responses: {
      ...Object.fromEntries(problems),
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, answerOf(answer)])),
    },
  };
};

const components = (): Json => ({
  securitySchemes: {
    token: {
      type: "http",
      scheme: "bearer",
      description: "A service token of `takhsis token create` or the settings",
    },
    session: {
      type: "apiKey",
      in: "cookie",
      name: "takhsis.session",
      description: "The console's own session",
    },
  },
  headers: { CorrelationId: { schema: { type: "string" }, description: "Quote it when you ask for help" } },
  parameters: {
    IdempotencyKey: {
      name: "Idempotency-Key",
      in: "header",
      required: false,
      schema: { type: "string", maxLength: 200 },
      description:
        "The same key and request within 24 hours get the first answer; another request under it is 409",
    },
    CorrelationId: {
      name: "X-Correlation-Id",
      in: "header",
      required: false,
      schema: { type: "string", pattern: "^[\\w.-]{8,64}$" },
    },
  },
  schemas: { Problem: schemaOf(problem, "output") },
  responses: Object.fromEntries(
    Object.entries(PROBLEMS).map(([status, description]) => [
      `Problem${status}`,
      {
        description,
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  ),
});

/** REST as an OpenAPI 3.1 document, from the one table of operations. Source: Design §7. */
export const openApiDocument = (version: string): Json => {
  const paths: Record<string, Json> = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: toOperation(operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Takhsis",
      version,
      description:
        "Every answer carries `RateLimit-*`: 100 requests a minute per principal. Errors are problem details (RFC 9457) with a stable `code`.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }, { session: [] }],
    paths,
    components: components(),
  };
};
