import { randomUUID } from "node:crypto";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum as Column,
  DriverAdapterError,
} from "@prisma/driver-adapter-utils";
import pg from "pg";
import { connectionOf, schemaOf } from "./connection.mjs";

// Not @prisma/adapter-pg: it splits scripts at every ";" (which breaks function bodies), does not know "char" (18), and
// its shadow database is the real one when it was given a connection string.

/** Types of the engine's own queries: catalogue and migrations table. */
const COLUMN_TYPES = {
  16: Column.Boolean,
  18: Column.Character,
  20: Column.Int64,
  21: Column.Int32,
  23: Column.Int32,
  26: Column.Int64,
  114: Column.Json,
  700: Column.Float,
  701: Column.Double,
  1000: Column.BooleanArray,
  1002: Column.CharacterArray,
  1003: Column.TextArray,
  1005: Column.Int32Array,
  1007: Column.Int32Array,
  1009: Column.TextArray,
  1015: Column.TextArray,
  1016: Column.Int64Array,
  1028: Column.Int64Array,
  1082: Column.Date,
  1114: Column.DateTime,
  1184: Column.DateTime,
  1700: Column.Numeric,
  2950: Column.Uuid,
  3802: Column.Json,
};
const TIMESTAMP = 1114;
const TIMESTAMPTZ = 1184;
const NAME_ARRAY = 1003;
const TEXT_ARRAY = 1009;
const FIRST_ARRAY_TYPE = 64;
const READ_AS_VALUES = new Set([16, 21, 23]);

const toInstant = (oid) => (text) =>
  new Date(oid === TIMESTAMP ? `${text}Z` : text.replace(/([+-]\d\d)$/, "$1:00")).toISOString();

/** Numbers, booleans and arrays as values, instants as ISO texts, everything else as PostgreSQL writes it. */
function parserOf(oid, format) {
  if (oid === TIMESTAMP || oid === TIMESTAMPTZ) return toInstant(oid);
  if (oid === NAME_ARRAY) return pg.types.getTypeParser(TEXT_ARRAY, format);
  const isArray = COLUMN_TYPES[oid] >= FIRST_ARRAY_TYPE;
  return isArray || READ_AS_VALUES.has(oid) ? pg.types.getTypeParser(oid, format) : (text) => text;
}

function rethrow({ code, severity, message, detail, column, hint }) {
  if (!code || !severity)
    throw new DriverAdapterError({ kind: "GenericJs", id: 0, originalMessage: message });
  const told = {
    originalCode: code,
    originalMessage: message,
    code,
    severity,
    message,
    detail,
    column,
    hint,
  };
  throw new DriverAdapterError({ kind: "postgres", ...told });
}

const query = (client, { sql, args }) =>
  client
    .query({ text: sql, values: args, rowMode: "array", types: { getTypeParser: parserOf } })
    .catch(rethrow);

const queryable = (client) => ({
  provider: "postgres",
  adapterName: "schema-engine-pg",
  async queryRaw(asked) {
    const { fields, rows } = await query(client, asked);
    const columnTypes = fields.map(({ dataTypeID }) => COLUMN_TYPES[dataTypeID] ?? Column.Text);
    return { columnNames: fields.map(({ name }) => name), columnTypes, rows };
  },
  executeRaw: async (asked) => (await query(client, asked)).rowCount ?? 0,
});

const transaction = (client) => ({
  ...queryable(client),
  options: { usePhantomQuery: true },
  commit: async () => void (await client.query("COMMIT")),
  rollback: async () => void (await client.query("ROLLBACK")),
});

async function open(url, database, afterwards = async () => {}) {
  const schemaName = schemaOf(url);
  const client = new pg.Client(connectionOf(url, database));
  client.on("error", () => {});
  await client.connect().catch(rethrow);
  await client.query(`SET search_path TO ${client.escapeIdentifier(schemaName)}`);
  return {
    ...queryable(client),
    // Without parameters the whole script travels in one message and is split by the server, which can tell a ";"
    // inside a function body.
    executeScript: async (script) => void (await client.query(script).catch(rethrow)),
    getConnectionInfo: () => ({ schemaName, supportsRelationJoins: true }),
    async startTransaction() {
      await client.query("BEGIN");
      return transaction(client);
    },
    async dispose() {
      await client.end();
      await afterwards();
    },
  };
}

/** The engine's way to this database, and to a shadow database that is made for it and dropped again. */
export const makeAdapter = (url) =>
  bindMigrationAwareSqlAdapterFactory({
    provider: "postgres",
    adapterName: "schema-engine-pg",
    connect: () => open(url),
    async connectToShadowDb() {
      const name = `prisma_migrate_shadow_db_${randomUUID()}`;
      const admin = async (sql) => {
        const client = new pg.Client(connectionOf(url));
        await client.connect();
        await client.query(sql).finally(() => client.end());
      };
      await admin(`CREATE DATABASE "${name}"`);
      return open(url, name, () => admin(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
    },
  });
