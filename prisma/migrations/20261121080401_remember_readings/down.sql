DROP INDEX "import_file_sha_idx";
ALTER TABLE "import_files" DROP COLUMN "reading";
