-- Way back from the first migration: an empty database. Everything in it is lost; take a backup first.
DROP SCHEMA public CASCADE;
DROP SCHEMA IF EXISTS graphile_worker CASCADE;
CREATE SCHEMA public;
