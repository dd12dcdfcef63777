-- Way back: down.sql beside this file.

-- Whether a batch is applied row by row as it holds, or as a whole or not at all.
ALTER TABLE "import_batches"
  ADD COLUMN "apply_mode" TEXT NOT NULL DEFAULT 'VALID',
  ADD CONSTRAINT import_batch_apply_mode_check CHECK ("apply_mode" IN ('VALID', 'ALL'));

-- Who has taken a quarantined row on. It stands with the edits too: a new check of the batch begins with them.
ALTER TABLE "import_rows" ADD COLUMN "owner_id" UUID;
ALTER TABLE "import_row_edits" ADD COLUMN "owner_id" UUID;
CREATE INDEX import_row_owner_idx ON "import_rows" ("owner_id") WHERE "status" = 'QUARANTINED' AND "owner_id" IS NOT NULL;
