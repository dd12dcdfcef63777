import { hash } from "@node-rs/argon2";
import { query } from "./fixtures";

export const PASSWORD = "باران نرم پشت پنجره";

/** Somebody who can sign in with `PASSWORD`; what was tried before them is forgotten. */
export const storeOperator = async (username: string, name: string): Promise<void> => {
  await query("DELETE FROM login_attempts");
  await query(
    `INSERT INTO users (id, username, name, password_hash, role) VALUES (gen_random_uuid(), $1, $2, $3, 'OPERATOR')
     ON CONFLICT (username) DO UPDATE SET password_hash = EXCLUDED.password_hash, active = true`,
    [username, name, await hash(PASSWORD)],
  );
};
