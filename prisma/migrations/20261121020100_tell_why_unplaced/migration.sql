-- Way back: down.sql beside this file.

-- The code that decided for nobody, kept with each item so that lists can filter by it (Domain §4, Explanation).
ALTER TABLE "run_items" ADD COLUMN "reason" TEXT;
-- A revert reopens the NEEDS_NEW_MENTOR rows its placements closed (Contracts §2): found by whom they were closed.
CREATE INDEX "assignment_superseded_idx" ON "تخصیص_ها" ("superseded_by") WHERE "superseded_by" IS NOT NULL;
