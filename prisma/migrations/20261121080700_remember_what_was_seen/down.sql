DROP INDEX "job_created_by_idx";
ALTER TABLE "users" DROP COLUMN "notices_seen_at", DROP COLUMN "calendar";
