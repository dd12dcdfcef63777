import type { Reader, Tx } from "@/lib/db/tx";
import type { RowValue } from "@/lib/shared/row";

/** Stored managers with their centres, by id as text. */
export const readManagers = async (
  reader: Reader,
  ids: readonly string[],
): Promise<Map<string, RowValue>> => {
  const rows = await reader.$queryRaw<(RowValue & { id: number })[]>`
    SELECT m.id, m.name, m.name_key AS "nameKey", m.active,
      array(SELECT c.center_code FROM manager_allowed_centers c WHERE c.manager_id = m.id ORDER BY 1) AS centers
    FROM managers m WHERE m.id = ANY(${ids.map(Number)}::int[])`;
  return new Map(rows.map((row) => [String(row.id), row]));
};

/** Writes whole managers, new and changed ones; their centres become exactly those of the record. */
export const writeManagers = async (tx: Tx, records: readonly RowValue[]): Promise<void> => {
  const json = JSON.stringify(records);
  await tx.$executeRaw`
    INSERT INTO managers AS m (id, name, name_key, active)
    SELECT id, name, "nameKey", active
    FROM json_to_recordset(${json}::json) AS r(id int, name text, "nameKey" text, active boolean)
    ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, name_key = EXCLUDED.name_key, active = EXCLUDED.active,
      version = m.version + 1, updated_at = now()`;
  await tx.$executeRaw`
    WITH given AS (
      SELECT r.id, c.code::int AS code FROM json_to_recordset(${json}::json) AS r(id int, centers json)
      CROSS JOIN LATERAL json_array_elements_text(r.centers) AS c(code)
    ), gone AS (
      DELETE FROM manager_allowed_centers x USING json_to_recordset(${json}::json) AS r(id int)
      WHERE x.manager_id = r.id AND NOT EXISTS (SELECT 1 FROM given g WHERE g.id = x.manager_id AND g.code = x.center_code)
    )
    INSERT INTO manager_allowed_centers (manager_id, center_code) SELECT id, code FROM given ON CONFLICT DO NOTHING`;
};
