DROP INDEX "import_row_queue_idx";
ALTER TABLE "import_batches" DROP COLUMN "scope", DROP COLUMN "cancel_requested", DROP COLUMN "locked_by";
