DROP INDEX "assignment_superseded_idx";
ALTER TABLE "run_items" DROP COLUMN "reason";
