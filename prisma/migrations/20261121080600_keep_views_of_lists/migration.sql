-- Way back: down.sql beside this file.

-- What somebody looks at often, under a name: the query of a list's address (never personal data), for themselves or shared.
CREATE TABLE "saved_views" (
  "id" UUID NOT NULL,
  "owner_id" UUID NOT NULL,
  "page" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "query" TEXT NOT NULL,
  "shared" BOOLEAN NOT NULL DEFAULT false,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT saved_views_pkey PRIMARY KEY ("id"),
  CONSTRAINT saved_view_owner_fkey FOREIGN KEY ("owner_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT saved_view_name_check CHECK (char_length(btrim("name")) BETWEEN 1 AND 60),
  CONSTRAINT saved_view_query_check CHECK (char_length("query") <= 2000)
);
CREATE UNIQUE INDEX saved_view_name_key ON "saved_views" ("owner_id", "page", "name");
CREATE INDEX saved_view_shared_idx ON "saved_views" ("page") WHERE "shared";

-- The view a person's list opens with; another's shared view too.
CREATE TABLE "default_views" (
  "user_id" UUID NOT NULL,
  "page" TEXT NOT NULL,
  "view_id" UUID NOT NULL,
  CONSTRAINT default_views_pkey PRIMARY KEY ("user_id", "page"),
  CONSTRAINT default_view_user_fkey FOREIGN KEY ("user_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT default_view_view_fkey FOREIGN KEY ("view_id") REFERENCES "saved_views" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX default_view_view_idx ON "default_views" ("view_id");
