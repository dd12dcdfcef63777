DROP TABLE "value_choices";
DROP TABLE "import_row_edits";
ALTER TABLE "منتورها" DROP COLUMN "منشأ";
ALTER TABLE "دانش_آموزان" DROP COLUMN "منشأ";
DROP INDEX import_row_applied_key_idx;
ALTER TABLE "import_rows" DROP COLUMN "undo_note", DROP COLUMN "undo_state", DROP COLUMN "replaced", DROP COLUMN "applied_at";
ALTER TABLE "import_batches" DROP COLUMN "value_map", DROP COLUMN "reverted_by", DROP COLUMN "reverted_at",
  DROP COLUMN "errored_rows", DROP COLUMN "kept_rows", DROP COLUMN "reversed_rows";
