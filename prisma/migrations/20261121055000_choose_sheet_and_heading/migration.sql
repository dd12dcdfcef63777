ALTER TABLE "import_files" ADD COLUMN "choice" JSONB;
