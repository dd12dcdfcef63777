-- Way back: down.sql beside this file.

-- A refused change says by whom the batch is held (Design §3, BATCH_LOCKED), a running apply stops at a chunk's end when
-- asked, and a check that is repeated after a kill keeps to the scope of the person who started it (Contracts §6).
ALTER TABLE "import_batches"
  ADD COLUMN "locked_by" TEXT,
  ADD COLUMN "cancel_requested" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "scope" INTEGER[] DEFAULT ARRAY[]::INTEGER[];
-- The queue across batches lists open rows by their newest batch.
CREATE INDEX "import_row_queue_idx" ON "import_rows" ("batch_id" DESC, "position") WHERE "status" = 'QUARANTINED';
