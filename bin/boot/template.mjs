import { createHash } from "node:crypto";
import { listMigrations, migrate, queueMigration } from "./migrate.mjs";

const PREFIX = "takhsis_template_";
/** One maker of templates at a time on a server. */
const TEMPLATE_LOCK = 72_707_370;

/** Name of the template of these migrations: it changes with them, so a running test never loses its template. */
function templateName(migrations) {
  const hash = createHash("sha256").update(String(queueMigration()));
  for (const { name, checksum } of migrations) hash.update(`${name} ${checksum}\n`);
  return `${PREFIX}${hash.digest("hex").slice(0, 12)}`;
}

async function exists(admin, name) {
  const { rowCount } = await admin.query(
    "SELECT 1 FROM pg_database WHERE datname = $1 AND NOT datallowconn",
    [name],
  );
  return rowCount > 0;
}

const dropAll = async (admin, condition, values) => {
  const { rows } = await admin.query(
    `SELECT datname FROM pg_database WHERE starts_with(datname, '${PREFIX}') AND ${condition}`,
    values,
  );
  for (const { datname } of rows) await admin.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
};

/**
 * A migrated database that tests clone (`CREATE DATABASE … TEMPLATE`); made once per state of the migrations, closed to
 * connections because a template in use cannot be cloned. Templates of other states are dropped. → its name
 */
export async function ensureTemplate(serverUrl) {
  const { default: pg } = await import("pg");
  const migrations = listMigrations();
  const name = templateName(migrations);
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  try {
    if (await exists(admin, name)) return name;
    await admin.query("SELECT pg_advisory_lock($1)", [TEMPLATE_LOCK]);
    if (await exists(admin, name)) return name;
    await dropAll(admin, "(datname <> $1 OR datallowconn)", [name]);
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    await migrate(url.href, { migrations });
    await admin.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
    return name;
  } finally {
    await admin.end();
  }
}

/** A new database with the template's contents. → its url */
export async function cloneDatabase(serverUrl, name) {
  const { default: pg } = await import("pg");
  const template = await ensureTemplate(serverUrl);
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  try {
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  } finally {
    await admin.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
