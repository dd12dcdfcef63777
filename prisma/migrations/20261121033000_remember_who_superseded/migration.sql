-- Way back: down.sql beside this file.

-- A quarantined row that a newer batch speaks of again is closed; when that batch leaves without being applied, exactly the
-- rows it had closed wait again (Contracts §5).
ALTER TABLE "import_rows" ADD COLUMN "superseded_by_batch" UUID;
CREATE INDEX "import_row_superseded_idx" ON "import_rows" ("superseded_by_batch") WHERE "superseded_by_batch" IS NOT NULL;
