-- One correction of a row after another, so that a person can take their last ones back. By bytes and Excel's row number, as
-- the corrections themselves: a new check gives the rows new ids.
CREATE TABLE "import_edit_steps" (
  "id" BIGSERIAL,
  "batch_id" UUID NOT NULL,
  "sha256" TEXT NOT NULL,
  "row_no" INTEGER NOT NULL,
  "before" JSONB NOT NULL,
  "after" JSONB NOT NULL,
  "kept" JSONB NOT NULL DEFAULT '{}',
  "edited_by" UUID,
  "edited_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT import_edit_steps_pkey PRIMARY KEY ("id"),
  CONSTRAINT import_edit_step_batch_fkey FOREIGN KEY ("batch_id") REFERENCES "import_batches" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX import_edit_step_last_idx ON "import_edit_steps" ("batch_id", "edited_by", "id" DESC);
