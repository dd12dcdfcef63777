ALTER TABLE "import_rows" ADD COLUMN "origin" TEXT;
