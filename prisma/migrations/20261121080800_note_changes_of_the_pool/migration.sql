-- A row per statement that changed students, mentors, managers or assignments: by the rows they see, processes know whether
-- what they made of the pool still holds. Inserts only, so no writer waits for another; swept by the worker.
CREATE TABLE "pool_changes" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "pool_change_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "pool_change_at_idx" ON "pool_changes" ("at");

CREATE FUNCTION note_pool_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO pool_changes DEFAULT VALUES;
  RETURN NULL;
END $$;

CREATE TRIGGER student_pool_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "دانش_آموزان"
  FOR EACH STATEMENT EXECUTE FUNCTION note_pool_change();
CREATE TRIGGER assignment_pool_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "تخصیص_ها"
  FOR EACH STATEMENT EXECUTE FUNCTION note_pool_change();
CREATE TRIGGER mentor_pool_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "منتورها"
  FOR EACH STATEMENT EXECUTE FUNCTION note_pool_change();
CREATE TRIGGER mentor_group_pool_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON mentor_allowed_groups
  FOR EACH STATEMENT EXECUTE FUNCTION note_pool_change();
CREATE TRIGGER mentor_center_pool_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON mentor_allowed_centers
  FOR EACH STATEMENT EXECUTE FUNCTION note_pool_change();
CREATE TRIGGER mentor_school_pool_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON mentor_schools
  FOR EACH STATEMENT EXECUTE FUNCTION note_pool_change();
CREATE TRIGGER manager_pool_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON managers
  FOR EACH STATEMENT EXECUTE FUNCTION note_pool_change();
CREATE TRIGGER manager_center_pool_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON manager_allowed_centers
  FOR EACH STATEMENT EXECUTE FUNCTION note_pool_change();
