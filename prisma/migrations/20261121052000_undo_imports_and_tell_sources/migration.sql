-- Way back: down.sql beside this file.

-- Taking an import back (Contracts §1, §5): what came of it, and who confirmed a mass change beside the uploader.
ALTER TABLE "import_batches"
  ADD COLUMN "reversed_rows" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "kept_rows" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "errored_rows" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "reverted_at" TIMESTAMPTZ(3),
  ADD COLUMN "reverted_by" TEXT,
  -- {field: {text of the file: text it stands for}}
  ADD COLUMN "value_map" JSONB NOT NULL DEFAULT '{}';

ALTER TABLE "import_rows"
  ADD COLUMN "applied_at" TIMESTAMPTZ(3),
  -- Of a changed row: which sources its fields had before, where they had one of their own.
  ADD COLUMN "replaced" JSONB,
  -- REVERSED · KEPT · ERRORED, with {code, by, at, number, fields} of why.
  ADD COLUMN "undo_state" TEXT,
  ADD COLUMN "undo_note" JSONB;

-- Who spoke of a record later: asked for every row of an import that is taken back.
CREATE INDEX import_row_applied_key_idx ON "import_rows" ("natural_key") WHERE "status" = 'APPLIED';

-- Which file or person a field comes from: {field: source}, "*" = whoever brought the record.
ALTER TABLE "دانش_آموزان" ADD COLUMN "منشأ" JSONB NOT NULL DEFAULT '{}';
ALTER TABLE "منتورها" ADD COLUMN "منشأ" JSONB NOT NULL DEFAULT '{}';

-- What people changed in rows of a batch, by bytes and Excel's row: a new check begins with it.
CREATE TABLE "import_row_edits" (
  "batch_id" UUID NOT NULL,
  "sha256" TEXT NOT NULL,
  "row_no" INTEGER NOT NULL,
  "cells" JSONB NOT NULL DEFAULT '{}',
  "rejected" BOOLEAN NOT NULL DEFAULT false,
  "edited_by" UUID,
  "edited_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT import_row_edits_pkey PRIMARY KEY ("batch_id", "sha256", "row_no"),
  CONSTRAINT import_row_edit_batch_fkey FOREIGN KEY ("batch_id") REFERENCES "import_batches" ("id")
    ON DELETE CASCADE ON UPDATE CASCADE
);

-- What a person let values of a kind of file stand for; offered again with the next file.
CREATE TABLE "value_choices" (
  "owner" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "field" TEXT NOT NULL,
  "value" TEXT NOT NULL,
  "target" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT value_choices_pkey PRIMARY KEY ("owner", "kind", "field", "value")
);
