DROP TABLE "heading_choices";
ALTER TABLE "import_files" DROP COLUMN "added_by";
