import { parse } from "pg-connection-string";

/** Connection settings of a Prisma url; `schema` is Prisma's own parameter. `database` replaces the one of the url. */
export function connectionOf(url, database) {
  const plain = new URL(url);
  plain.searchParams.delete("schema");
  const { host, port, user, password, ssl, database: named } = parse(plain.href);
  return {
    host: host ?? undefined,
    port: Number(port || 5432),
    user,
    password,
    ssl,
    database: database ?? named ?? undefined,
    application_name: "schema-engine",
  };
}

/** The schema the tables live in. */
export const schemaOf = (url) => new URL(url).searchParams.get("schema") ?? "public";
