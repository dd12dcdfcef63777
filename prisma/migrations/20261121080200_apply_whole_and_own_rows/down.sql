DROP INDEX import_row_owner_idx;
ALTER TABLE "import_row_edits" DROP COLUMN "owner_id";
ALTER TABLE "import_rows" DROP COLUMN "owner_id";
ALTER TABLE "import_batches" DROP CONSTRAINT import_batch_apply_mode_check, DROP COLUMN "apply_mode";
