DROP INDEX "import_row_superseded_idx";
ALTER TABLE "import_rows" DROP COLUMN "superseded_by_batch";
