-- Way back: down.sql beside this file.

-- The same bytes read by the same program with the same choices are the same rows: they need not be read from the workbook again.
ALTER TABLE "import_files" ADD COLUMN "reading" TEXT;
CREATE INDEX "import_file_sha_idx" ON "import_files" ("sha256");
