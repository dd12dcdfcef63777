-- Who sent a file: what they chose for its headings before is taken again.
ALTER TABLE "import_files" ADD COLUMN "added_by" UUID;

-- What a person chose for the columns of a kind of file with these headings, in whatever order they stand.
CREATE TABLE "heading_choices" (
    "owner" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "heading_set" TEXT NOT NULL,
    "headings" TEXT[],
    "columns" JSONB NOT NULL,
    "owner_name" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "heading_choices_pkey" PRIMARY KEY ("owner","kind","heading_set")
);
