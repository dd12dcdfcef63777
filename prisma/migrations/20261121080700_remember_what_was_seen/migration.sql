ALTER TABLE "users" ADD COLUMN "notices_seen_at" TIMESTAMPTZ(3), ADD COLUMN "calendar" TEXT,
  ADD CONSTRAINT "user_calendar_check" CHECK ("calendar" IN ('persian', 'gregory'));
CREATE INDEX "job_created_by_idx" ON "jobs" ("created_by", "finished_at" DESC);
