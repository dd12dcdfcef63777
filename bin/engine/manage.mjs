import pg from "pg";
import { connectionOf } from "./connection.mjs";

const CODES = { "3D000": "P1003", "28P01": "P1000", 28000: "P1000", 42501: "P1010" };

/** What Prisma's command expects to be told of a failed connection. */
export const describeFailure = (error) => ({
  error_code: CODES[error.code] ?? "P1001",
  message: error.message,
});

/** `schema-engine cli can-connect-to-database | create-database | drop-database`. Throws the server's error. */
export async function manageDatabase(command, url, tell) {
  const { database } = connectionOf(url);
  const client = new pg.Client(
    connectionOf(url, command === "can-connect-to-database" ? undefined : "postgres"),
  );
  await client.connect();
  try {
    const name = client.escapeIdentifier(database);
    if (command === "create-database") await client.query(`CREATE DATABASE ${name}`);
    if (command === "drop-database") {
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      tell("The database was successfully dropped");
    }
  } finally {
    await client.end();
  }
}
