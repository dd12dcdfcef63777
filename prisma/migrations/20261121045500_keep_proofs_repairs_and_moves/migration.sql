-- Way back: down.sql beside this file.

-- A plan is kept with its proof, and with the chains of swaps offered and accepted before it was published (Design §4).
ALTER TABLE "runs"
  ADD COLUMN "certificate" JSONB,
  ADD COLUMN "repair" JSONB,
  -- Of a DRAIN run: the mentor who leaves.
  ADD COLUMN "drained_mentor_id" INTEGER,
  -- Of a run over chosen students only: their ids; empty = everyone eligible in the scope.
  ADD COLUMN "chosen_students" UUID[] NOT NULL DEFAULT '{}',
  ADD CONSTRAINT run_drained_mentor_fkey FOREIGN KEY ("drained_mentor_id") REFERENCES "منتورها" ("شناسه_منتور")
    ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT run_drain_check CHECK ((kind = 'DRAIN') = (drained_mentor_id IS NOT NULL));

-- What a decision changes besides placing: the assignment it ends (drain), the mentor planned before a repair.
ALTER TABLE "run_items"
  ADD COLUMN "replaces_id" UUID,
  ADD COLUMN "repaired_from" INTEGER;

-- What a person wrote when they placed, moved or ended by hand.
ALTER TABLE "تخصیص_ها" ADD COLUMN "note" TEXT;
