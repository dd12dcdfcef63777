ALTER TABLE "groups" DROP COLUMN "updated_at", DROP COLUMN "version";
ALTER TABLE "centers" DROP COLUMN "updated_at", DROP COLUMN "version";
ALTER TABLE "academic_years" DROP COLUMN "updated_at", DROP COLUMN "version";
