ALTER TABLE "تخصیص_ها" DROP COLUMN "note";
ALTER TABLE "run_items" DROP COLUMN "replaces_id", DROP COLUMN "repaired_from";
ALTER TABLE "runs" DROP CONSTRAINT run_drain_check, DROP CONSTRAINT run_drained_mentor_fkey,
  DROP COLUMN "certificate", DROP COLUMN "repair", DROP COLUMN "drained_mentor_id", DROP COLUMN "chosen_students";
