-- The tables of the main path. What Prisma cannot say (checks, partial indexes, triggers, seeds) stands at the end.
-- Way back: down.sql beside this file.

-- CreateTable
CREATE TABLE "تخصیص_ها" (
    "شناسه_تخصیص" UUID NOT NULL,
    "کد_ملی" TEXT NOT NULL,
    "شناسه_منتور" INTEGER,
    "سال_تحصیلی" INTEGER NOT NULL,
    "زمان_اختصاص" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "وضعیت" TEXT NOT NULL,
    "run_id" UUID,
    "idempotency_key" TEXT NOT NULL,
    "reason" TEXT,
    "review_codes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "review_origin" TEXT,
    "pinned" BOOLEAN NOT NULL DEFAULT false,
    "counted_in_batch" UUID,
    "ended_at" TIMESTAMPTZ(3),
    "ended_reason" TEXT,
    "replaced_by" UUID,
    "superseded_by" UUID,
    "touched_by" UUID,
    "touched_at" TIMESTAMPTZ(3),

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("شناسه_تخصیص")
);

-- CreateTable
CREATE TABLE "runs" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "year" INTEGER NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'ALLOCATE',
    "policy" TEXT NOT NULL DEFAULT 'sequential',
    "switches" JSONB NOT NULL DEFAULT '{}',
    "centers" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "state" TEXT NOT NULL,
    "input_hash" TEXT,
    "plan_hash" TEXT,
    "eligible" INTEGER NOT NULL DEFAULT 0,
    "placed" INTEGER NOT NULL DEFAULT 0,
    "needs_new_mentor" INTEGER NOT NULL DEFAULT 0,
    "cursor" INTEGER NOT NULL DEFAULT 0,
    "published_placed" INTEGER NOT NULL DEFAULT 0,
    "published_unplaced" INTEGER NOT NULL DEFAULT 0,
    "counters_issued" INTEGER NOT NULL DEFAULT 0,
    "dead" INTEGER NOT NULL DEFAULT 0,
    "reversed" INTEGER NOT NULL DEFAULT 0,
    "kept" INTEGER NOT NULL DEFAULT 0,
    "cancel_requested" BOOLEAN NOT NULL DEFAULT false,
    "durations" JSONB NOT NULL DEFAULT '{}',
    "error_code" TEXT,
    "error_details" JSONB,
    "created_by" UUID,
    "created_by_name" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "planned_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "reverted_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_snapshots" (
    "run_id" UUID NOT NULL,
    "data" BYTEA NOT NULL,

    CONSTRAINT "run_snapshots_pkey" PRIMARY KEY ("run_id")
);

-- CreateTable
CREATE TABLE "run_items" (
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "national_id" TEXT NOT NULL,
    "student_id" UUID NOT NULL,
    "mentor_id" INTEGER,
    "load_before" INTEGER,
    "state" TEXT NOT NULL DEFAULT 'PLANNED',
    "assignment_id" UUID,

    CONSTRAINT "run_items_pkey" PRIMARY KEY ("run_id","position")
);

-- CreateTable
CREATE TABLE "dead_letters" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "student_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "context" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "replayed_at" TIMESTAMPTZ(3),

    CONSTRAINT "dead_letters_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pool_lock" (
    "id" SMALLINT NOT NULL,
    "holder_kind" TEXT,
    "holder_id" UUID,
    "since" TIMESTAMPTZ(3),

    CONSTRAINT "pool_lock_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "شمارنده_ها" (
    "کد_سال" TEXT NOT NULL,
    "کد_جنسیت" TEXT NOT NULL,
    "آخرین_عدد" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "counter_sequence_pkey" PRIMARY KEY ("کد_سال","کد_جنسیت")
);

-- CreateTable
CREATE TABLE "counter_ledger" (
    "counter" TEXT NOT NULL,
    "national_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "run_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "counter_ledger_pkey" PRIMARY KEY ("counter")
);

-- CreateTable
CREATE TABLE "stored_files" (
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stored_files_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "stored_file_parts" (
    "sha256" TEXT NOT NULL,
    "part" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "stored_file_parts_pkey" PRIMARY KEY ("sha256","part")
);

-- CreateTable
CREATE TABLE "import_batches" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "year" INTEGER,
    "status" TEXT NOT NULL,
    "mode" TEXT NOT NULL DEFAULT 'PARTIAL',
    "loads_include" TIMESTAMPTZ(3),
    "centers" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "rows" INTEGER NOT NULL DEFAULT 0,
    "new_rows" INTEGER NOT NULL DEFAULT 0,
    "changed_rows" INTEGER NOT NULL DEFAULT 0,
    "unchanged_rows" INTEGER NOT NULL DEFAULT 0,
    "quarantined_rows" INTEGER NOT NULL DEFAULT 0,
    "repaired_rows" INTEGER NOT NULL DEFAULT 0,
    "missing_rows" INTEGER NOT NULL DEFAULT 0,
    "applied_rows" INTEGER NOT NULL DEFAULT 0,
    "stored_rows" INTEGER NOT NULL DEFAULT 0,
    "cursor" INTEGER NOT NULL DEFAULT 0,
    "skip_quarantined" BOOLEAN NOT NULL DEFAULT false,
    "mass_change_confirmed" BOOLEAN NOT NULL DEFAULT false,
    "error_code" TEXT,
    "error_details" JSONB,
    "lock_reason" TEXT,
    "locked_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID,
    "created_by_name" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_batches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_files" (
    "id" UUID NOT NULL,
    "batch_id" UUID NOT NULL,
    "filename" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "error_code" TEXT,
    "error_details" JSONB,
    "layout" JSONB,
    "row_count" INTEGER,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_files_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_rows" (
    "id" BIGSERIAL NOT NULL,
    "batch_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "row_no" INTEGER NOT NULL,
    "natural_key" TEXT,
    "raw" JSONB NOT NULL,
    "normalized" JSONB,
    "diff" TEXT NOT NULL,
    "changes" JSONB,
    "status" TEXT NOT NULL,
    "center_code" INTEGER,
    "edited_by" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "import_rows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_issues" (
    "id" BIGSERIAL NOT NULL,
    "row_id" BIGINT NOT NULL,
    "batch_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "field" TEXT,
    "column" TEXT,
    "value" TEXT,
    "after" TEXT,

    CONSTRAINT "import_issues_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "jobs" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "payload" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'QUEUED',
    "waiting_for" TEXT,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error_code" TEXT,
    "error_details" JSONB,
    "correlation_id" TEXT NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "worker_processes" (
    "id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "beat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "host" TEXT NOT NULL,
    "pid" INTEGER NOT NULL,

    CONSTRAINT "worker_processes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run_events" (
    "id" BIGSERIAL NOT NULL,
    "topic" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "run_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox_events" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "type" TEXT NOT NULL,
    "aggregate_type" TEXT NOT NULL,
    "aggregate_id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "correlation_id" TEXT NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "status" TEXT NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_error" TEXT,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "outbox_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_keys" (
    "principal" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "status" INTEGER,
    "response" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY ("principal","key")
);

-- CreateTable
CREATE TABLE "منتورها" (
    "شناسه_منتور" INTEGER NOT NULL,
    "نام" TEXT NOT NULL,
    "کلید_نام" TEXT NOT NULL DEFAULT '',
    "جنسیت" SMALLINT NOT NULL,
    "نوع" TEXT NOT NULL,
    "ظرفیت" INTEGER NOT NULL DEFAULT 60,
    "بار_پایه" INTEGER NOT NULL DEFAULT 0,
    "بار_تخصیص" INTEGER NOT NULL DEFAULT 0,
    "بار_فعلی" INTEGER NOT NULL GENERATED ALWAYS AS ("بار_پایه" + "بار_تخصیص") STORED,
    "سال_بار" INTEGER NOT NULL,
    "کد_مستعار" INTEGER,
    "شناسه_مدیر" INTEGER,
    "فعال" BOOLEAN NOT NULL DEFAULT true,
    "امکان_جذب" BOOLEAN NOT NULL DEFAULT true,
    "در_انتظار" BOOLEAN NOT NULL DEFAULT false,
    "شماره_تلفن" TEXT,
    "نسخه" INTEGER NOT NULL DEFAULT 1,
    "زمان_ایجاد" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "زمان_تغییر" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mentor_pkey" PRIMARY KEY ("شناسه_منتور")
);

-- CreateTable
CREATE TABLE "mentor_allowed_groups" (
    "mentor_id" INTEGER NOT NULL,
    "group_code" INTEGER NOT NULL,

    CONSTRAINT "mentor_allowed_groups_pkey" PRIMARY KEY ("mentor_id","group_code")
);

-- CreateTable
CREATE TABLE "mentor_schools" (
    "mentor_id" INTEGER NOT NULL,
    "school_code" INTEGER NOT NULL,

    CONSTRAINT "mentor_schools_pkey" PRIMARY KEY ("mentor_id","school_code")
);

-- CreateTable
CREATE TABLE "mentor_allowed_centers" (
    "mentor_id" INTEGER NOT NULL,
    "center_code" INTEGER NOT NULL,

    CONSTRAINT "mentor_allowed_centers_pkey" PRIMARY KEY ("mentor_id","center_code")
);

-- CreateTable
CREATE TABLE "managers" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "managers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "manager_allowed_centers" (
    "manager_id" INTEGER NOT NULL,
    "center_code" INTEGER NOT NULL,

    CONSTRAINT "manager_allowed_centers_pkey" PRIMARY KEY ("manager_id","center_code")
);

-- CreateTable
CREATE TABLE "exports" (
    "id" UUID NOT NULL,
    "seq" SERIAL NOT NULL,
    "profile" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "format" TEXT NOT NULL DEFAULT 'xlsx',
    "scope" TEXT NOT NULL DEFAULT 'YEAR',
    "run_id" UUID,
    "centers" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "state" TEXT NOT NULL,
    "row_count" INTEGER NOT NULL DEFAULT 0,
    "files" JSONB NOT NULL DEFAULT '[]',
    "manifest" JSONB,
    "warnings" JSONB NOT NULL DEFAULT '[]',
    "data_hash" TEXT,
    "error_code" TEXT,
    "error_details" JSONB,
    "created_by" UUID,
    "created_by_name" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ready_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "exports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "export_rows" (
    "export_id" UUID NOT NULL,
    "assignment_id" UUID NOT NULL,

    CONSTRAINT "export_rows_pkey" PRIMARY KEY ("export_id","assignment_id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "username" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "centers" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "manager_id" INTEGER,
    "mentor_id" INTEGER,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "must_change_password" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "ip" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_attempts" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "last_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "login_attempts_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "permissions" TEXT[],
    "centers" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_log" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" UUID,
    "actor_name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "resource_type" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "center_code" INTEGER,
    "diff" JSONB NOT NULL DEFAULT '{}',
    "ip" TEXT,
    "user_agent" TEXT,
    "correlation_id" TEXT NOT NULL,

    CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settings" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "دانش_آموزان" (
    "کد_ملی" TEXT NOT NULL,
    "شناسه" UUID NOT NULL,
    "نام" TEXT NOT NULL DEFAULT '',
    "نام_خانوادگی" TEXT NOT NULL DEFAULT '',
    "نام_پدر" TEXT NOT NULL DEFAULT '',
    "تاریخ_تولد" DATE,
    "جنسیت" SMALLINT NOT NULL,
    "وضعیت_تحصیلی" SMALLINT NOT NULL,
    "مرکز_ثبت_نام" INTEGER NOT NULL,
    "وضعیت_ثبت_نام" SMALLINT NOT NULL,
    "کد_گروه" INTEGER NOT NULL,
    "کد_مدرسه" INTEGER,
    "نوع_دانش_آموز" SMALLINT NOT NULL DEFAULT 0,
    "نوع_در_فایل" SMALLINT,
    "شماره_تلفن" TEXT,
    "تلفن_منزل" TEXT,
    "تلفن_پدر" TEXT,
    "تلفن_مادر" TEXT,
    "معدل" DECIMAL(4,2),
    "تخفیف" TEXT,
    "شماره_پرونده_بنیاد" TEXT,
    "شمارنده" TEXT,
    "سال_تحصیلی" INTEGER NOT NULL,
    "توقف_تخصیص" BOOLEAN NOT NULL DEFAULT false,
    "انصراف" BOOLEAN NOT NULL DEFAULT false,
    "کلید_جستجو" TEXT NOT NULL DEFAULT '',
    "نسخه" INTEGER NOT NULL DEFAULT 1,
    "زمان_ایجاد" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "زمان_تغییر" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "student_pkey" PRIMARY KEY ("کد_ملی")
);

-- CreateTable
CREATE TABLE "academic_years" (
    "year" INTEGER NOT NULL,
    "code" TEXT NOT NULL,

    CONSTRAINT "academic_years_pkey" PRIMARY KEY ("year")
);

-- CreateTable
CREATE TABLE "centers" (
    "code" INTEGER NOT NULL,
    "name_fa" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,

    CONSTRAINT "centers_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "groups" (
    "code" INTEGER NOT NULL,
    "name_fa" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "bucket" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "groups_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "schools" (
    "code" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "gender" SMALLINT,
    "level" TEXT,
    "kind" TEXT,
    "district" TEXT,
    "search_key" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "schools_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "special_schools" (
    "year" INTEGER NOT NULL,
    "school_code" INTEGER NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "special_schools_pkey" PRIMARY KEY ("year","school_code")
);

-- CreateIndex
CREATE UNIQUE INDEX "assignment_idempotency_key" ON "تخصیص_ها"("idempotency_key");

-- CreateIndex
CREATE INDEX "assignment_run_idx" ON "تخصیص_ها"("run_id");

-- CreateIndex
CREATE INDEX "assignment_student_idx" ON "تخصیص_ها"("کد_ملی", "سال_تحصیلی");

-- CreateIndex
CREATE UNIQUE INDEX "run_number_key" ON "runs"("number");

-- CreateIndex
CREATE INDEX "run_created_idx" ON "runs"("created_at" DESC);

-- CreateIndex
CREATE INDEX "run_item_mentor_idx" ON "run_items"("run_id", "mentor_id");

-- CreateIndex
CREATE UNIQUE INDEX "run_item_student_key" ON "run_items"("run_id", "student_id");

-- CreateIndex
CREATE UNIQUE INDEX "dead_letter_item_key" ON "dead_letters"("run_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "counter_ledger_student_key" ON "counter_ledger"("national_id");

-- CreateIndex
CREATE UNIQUE INDEX "import_batch_number_key" ON "import_batches"("number");

-- CreateIndex
CREATE INDEX "import_batch_created_idx" ON "import_batches"("created_at" DESC);

-- CreateIndex
CREATE INDEX "import_row_status_idx" ON "import_rows"("batch_id", "status", "position");

-- CreateIndex
CREATE UNIQUE INDEX "import_row_position_key" ON "import_rows"("batch_id", "position");

-- CreateIndex
CREATE INDEX "row_issue_row_idx" ON "import_issues"("row_id");

-- CreateIndex
CREATE INDEX "row_issue_batch_idx" ON "import_issues"("batch_id", "code");

-- CreateIndex
CREATE INDEX "job_subject_idx" ON "jobs"("subject", "subject_id");

-- CreateIndex
CREATE INDEX "job_created_idx" ON "jobs"("created_at" DESC);

-- CreateIndex
CREATE INDEX "progress_event_topic_idx" ON "run_events"("topic", "id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_seq_key" ON "outbox_events"("seq");

-- CreateIndex
CREATE INDEX "mentor_manager_idx" ON "منتورها"("شناسه_مدیر");

-- CreateIndex
CREATE INDEX "manager_name_key_idx" ON "managers"("name_key");

-- CreateIndex
CREATE UNIQUE INDEX "export_seq_key" ON "exports"("seq");

-- CreateIndex
CREATE INDEX "export_created_idx" ON "exports"("created_at" DESC);

-- CreateIndex
CREATE INDEX "export_row_assignment_idx" ON "export_rows"("assignment_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_username_key" ON "users"("username");

-- CreateIndex
CREATE INDEX "session_user_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_hash_key" ON "api_tokens"("hash");

-- CreateIndex
CREATE INDEX "audit_at_idx" ON "audit_log"("at" DESC);

-- CreateIndex
CREATE INDEX "audit_resource_idx" ON "audit_log"("resource_type", "resource_id");

-- CreateIndex
CREATE UNIQUE INDEX "student_id_key" ON "دانش_آموزان"("شناسه");

-- CreateIndex
CREATE UNIQUE INDEX "student_counter_key" ON "دانش_آموزان"("شمارنده");

-- CreateIndex
CREATE INDEX "student_year_center_idx" ON "دانش_آموزان"("سال_تحصیلی", "مرکز_ثبت_نام");

-- CreateIndex
CREATE INDEX "student_year_group_idx" ON "دانش_آموزان"("سال_تحصیلی", "جنسیت", "کد_گروه");

-- CreateIndex
CREATE UNIQUE INDEX "academic_year_code_key" ON "academic_years"("code");

-- AddForeignKey
ALTER TABLE "تخصیص_ها" ADD CONSTRAINT "assignment_student_fkey" FOREIGN KEY ("کد_ملی") REFERENCES "دانش_آموزان"("کد_ملی") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "تخصیص_ها" ADD CONSTRAINT "assignment_mentor_fkey" FOREIGN KEY ("شناسه_منتور") REFERENCES "منتورها"("شناسه_منتور") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "تخصیص_ها" ADD CONSTRAINT "assignment_run_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runs" ADD CONSTRAINT "run_year_fkey" FOREIGN KEY ("year") REFERENCES "academic_years"("year") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_snapshots" ADD CONSTRAINT "run_snapshot_run_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_items" ADD CONSTRAINT "run_item_run_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dead_letters" ADD CONSTRAINT "dead_letter_run_fkey" FOREIGN KEY ("run_id") REFERENCES "runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "counter_ledger" ADD CONSTRAINT "counter_ledger_student_fkey" FOREIGN KEY ("national_id") REFERENCES "دانش_آموزان"("کد_ملی") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stored_file_parts" ADD CONSTRAINT "stored_file_part_fkey" FOREIGN KEY ("sha256") REFERENCES "stored_files"("sha256") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_files" ADD CONSTRAINT "import_file_batch_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batches"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_rows" ADD CONSTRAINT "import_row_batch_fkey" FOREIGN KEY ("batch_id") REFERENCES "import_batches"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_rows" ADD CONSTRAINT "import_row_file_fkey" FOREIGN KEY ("file_id") REFERENCES "import_files"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_issues" ADD CONSTRAINT "row_issue_row_fkey" FOREIGN KEY ("row_id") REFERENCES "import_rows"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "منتورها" ADD CONSTRAINT "mentor_manager_fkey" FOREIGN KEY ("شناسه_مدیر") REFERENCES "managers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mentor_allowed_groups" ADD CONSTRAINT "mentor_group_mentor_fkey" FOREIGN KEY ("mentor_id") REFERENCES "منتورها"("شناسه_منتور") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mentor_allowed_groups" ADD CONSTRAINT "mentor_group_group_fkey" FOREIGN KEY ("group_code") REFERENCES "groups"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mentor_schools" ADD CONSTRAINT "mentor_school_mentor_fkey" FOREIGN KEY ("mentor_id") REFERENCES "منتورها"("شناسه_منتور") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mentor_allowed_centers" ADD CONSTRAINT "mentor_center_mentor_fkey" FOREIGN KEY ("mentor_id") REFERENCES "منتورها"("شناسه_منتور") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mentor_allowed_centers" ADD CONSTRAINT "mentor_center_center_fkey" FOREIGN KEY ("center_code") REFERENCES "centers"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "manager_allowed_centers" ADD CONSTRAINT "manager_center_manager_fkey" FOREIGN KEY ("manager_id") REFERENCES "managers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "manager_allowed_centers" ADD CONSTRAINT "manager_center_center_fkey" FOREIGN KEY ("center_code") REFERENCES "centers"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_rows" ADD CONSTRAINT "export_row_export_fkey" FOREIGN KEY ("export_id") REFERENCES "exports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "session_user_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "دانش_آموزان" ADD CONSTRAINT "student_year_fkey" FOREIGN KEY ("سال_تحصیلی") REFERENCES "academic_years"("year") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "دانش_آموزان" ADD CONSTRAINT "student_center_fkey" FOREIGN KEY ("مرکز_ثبت_نام") REFERENCES "centers"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "دانش_آموزان" ADD CONSTRAINT "student_group_fkey" FOREIGN KEY ("کد_گروه") REFERENCES "groups"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "special_schools" ADD CONSTRAINT "special_school_year_fkey" FOREIGN KEY ("year") REFERENCES "academic_years"("year") ON DELETE RESTRICT ON UPDATE CASCADE;


-- ---------------------------------------------------------------------------------------------------------
-- By hand: the invariants. The database has the last word.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Enumerations (Domain §2)
ALTER TABLE "دانش_آموزان"
  ADD CONSTRAINT student_national_id_check CHECK ("کد_ملی" ~ '^[0-9]{10}$'),
  ADD CONSTRAINT student_gender_check CHECK ("جنسیت" IN (0, 1)),
  ADD CONSTRAINT student_edu_status_check CHECK ("وضعیت_تحصیلی" IN (0, 1)),
  ADD CONSTRAINT student_reg_status_check CHECK ("وضعیت_ثبت_نام" IN (0, 1, 3)),
  ADD CONSTRAINT student_type_check CHECK ("نوع_دانش_آموز" IN (0, 1) AND ("نوع_دانش_آموز" = 0 OR "وضعیت_تحصیلی" = 1)),
  ADD CONSTRAINT student_counter_check CHECK ("شمارنده" ~ '^[0-9]{9}$'),
  ADD CONSTRAINT student_gpa_check CHECK ("معدل" BETWEEN 0 AND 20);
ALTER TABLE "منتورها"
  ADD CONSTRAINT mentor_id_check CHECK ("شناسه_منتور" > 0),
  ADD CONSTRAINT mentor_gender_check CHECK ("جنسیت" IN (0, 1)),
  ADD CONSTRAINT mentor_kind_check CHECK ("نوع" IN ('NORMAL', 'SCHOOL', 'DUAL')),
  ADD CONSTRAINT mentor_capacity_check CHECK ("ظرفیت" >= 0),
  ADD CONSTRAINT mentor_load_check CHECK ("بار_پایه" >= 0 AND "بار_تخصیص" >= 0),
  ADD CONSTRAINT mentor_alias_check CHECK ("کد_مستعار" BETWEEN 1000 AND 9999);
ALTER TABLE academic_years
  ADD CONSTRAINT academic_year_check CHECK (year BETWEEN 1300 AND 1500 AND code ~ '^[0-9]{2}$');
ALTER TABLE managers ADD CONSTRAINT manager_id_check CHECK (id > 0);
ALTER TABLE schools
  ADD CONSTRAINT school_code_check CHECK (code > 0),
  ADD CONSTRAINT school_gender_check CHECK (gender IN (0, 1));
ALTER TABLE "تخصیص_ها"
  ADD CONSTRAINT assignment_status_check CHECK ("وضعیت" IN ('OK', 'TEMP_REVIEW', 'NEEDS_NEW_MENTOR', 'REVERTED')),
  ADD CONSTRAINT assignment_mentor_check CHECK (
    "وضعیت" = 'REVERTED' OR ("وضعیت" = 'NEEDS_NEW_MENTOR') = ("شناسه_منتور" IS NULL)),
  ADD CONSTRAINT assignment_ended_check CHECK (("وضعیت" = 'REVERTED') = (ended_reason IS NOT NULL)),
  ADD CONSTRAINT assignment_ended_reason_check CHECK (
    ended_reason IN ('RUN_REVERTED', 'REASSIGNED', 'DRAINED', 'UNASSIGNED', 'WITHDRAWN')),
  ADD CONSTRAINT assignment_review_check CHECK (
    "وضعیت" <> 'TEMP_REVIEW' OR (review_origin IS NOT NULL AND review_origin IN ('IMPORT', 'OVERRIDE')));
ALTER TABLE runs
  ADD CONSTRAINT run_kind_check CHECK (kind IN ('ALLOCATE', 'DRAIN', 'REPAIR')),
  ADD CONSTRAINT run_policy_check CHECK (policy IN ('sequential', 'optimal')),
  ADD CONSTRAINT run_state_check CHECK (state IN
    ('PLANNING', 'PLANNED', 'PUBLISHING', 'PUBLISHED', 'REVERTING', 'REVERTED', 'DISCARDED', 'CANCELLED', 'FAILED'));
ALTER TABLE run_items
  ADD CONSTRAINT run_item_state_check CHECK (state IN ('PLANNED', 'PUBLISHED', 'DEAD', 'REVERTED', 'KEPT', 'ERRORED'));
ALTER TABLE "شمارنده_ها"
  ADD CONSTRAINT counter_sequence_check CHECK (
    "آخرین_عدد" BETWEEN 0 AND 9999 AND "کد_جنسیت" IN ('357', '373') AND "کد_سال" ~ '^[0-9]{2}$');
ALTER TABLE counter_ledger
  ADD CONSTRAINT counter_ledger_source_check CHECK (source IN ('ISSUED', 'IMPORTED')),
  ADD CONSTRAINT counter_ledger_pattern_check CHECK (
    counter ~ '^[0-9]{9}$' AND (source = 'IMPORTED' OR counter ~ '^[0-9]{2}(357|373)[0-9]{4}$'));
ALTER TABLE import_batches
  ADD CONSTRAINT import_batch_kind_check CHECK (kind IN
    ('students', 'mentors', 'managers', 'schools', 'special-schools', 'groups', 'counters')),
  ADD CONSTRAINT import_batch_status_check CHECK (status IN
    ('DRAFT', 'VALIDATING', 'READY', 'NEEDS_REVIEW', 'APPLYING', 'APPLIED', 'APPLIED_WITH_REJECTS', 'APPLY_PAUSED',
     'FAILED', 'CANCELLED', 'REVERTING', 'REVERTED')),
  ADD CONSTRAINT import_batch_mode_check CHECK (mode IN ('PARTIAL', 'FULL'));
ALTER TABLE import_files
  ADD CONSTRAINT import_file_status_check CHECK (status IN ('PENDING', 'PARSING', 'VALID', 'INVALID', 'REMOVED'));
ALTER TABLE import_rows
  ADD CONSTRAINT import_row_diff_check CHECK (diff IN ('NEW', 'CHANGED', 'UNCHANGED', 'QUARANTINED')),
  ADD CONSTRAINT import_row_status_check CHECK (status IN
    ('VALID', 'QUARANTINED', 'APPLIED', 'REJECTED', 'SKIPPED', 'SUPERSEDED'));
ALTER TABLE import_issues
  ADD CONSTRAINT row_issue_severity_check CHECK (severity IN ('quarantine', 'warning', 'repair'));
ALTER TABLE exports
  ADD CONSTRAINT export_state_check CHECK (state IN ('QUEUED', 'RUNNING', 'READY', 'FAILED'));
ALTER TABLE users
  ADD CONSTRAINT user_role_check CHECK (role IN ('ADMIN', 'OPERATOR', 'MANAGER', 'MENTOR', 'AUDITOR')),
  ADD CONSTRAINT user_username_check CHECK (username = lower(username) AND username <> ''),
  ADD CONSTRAINT user_manager_centers_check CHECK (role <> 'MANAGER' OR cardinality(centers) > 0);
ALTER TABLE jobs
  ADD CONSTRAINT job_state_check CHECK (state IN ('QUEUED', 'RUNNING', 'WAITING', 'DONE', 'FAILED'));
ALTER TABLE outbox_events
  ADD CONSTRAINT outbox_status_check CHECK (status IN ('PENDING', 'PUBLISHED', 'DEAD')),
  ADD CONSTRAINT outbox_type_check CHECK (type ~ '^takhsis([.][a-z-]+){3}[.]v[0-9]+$');
ALTER TABLE pool_lock
  ADD CONSTRAINT pool_lock_one_row_check CHECK (id = 1),
  ADD CONSTRAINT pool_lock_holder_check CHECK (
    (holder_kind IS NULL) = (holder_id IS NULL) AND (holder_kind IS NULL OR holder_kind IN ('RUN', 'BATCH')));

-- At most one active assignment, and at most one open NEEDS_NEW_MENTOR, per student and year (Contracts §2)
CREATE UNIQUE INDEX assignment_active_key ON "تخصیص_ها" ("کد_ملی", "سال_تحصیلی")
  WHERE "وضعیت" IN ('OK', 'TEMP_REVIEW');
CREATE UNIQUE INDEX assignment_open_need_key ON "تخصیص_ها" ("کد_ملی", "سال_تحصیلی")
  WHERE "وضعیت" = 'NEEDS_NEW_MENTOR' AND superseded_by IS NULL;
CREATE INDEX assignment_mentor_active_idx ON "تخصیص_ها" ("شناسه_منتور", "سال_تحصیلی")
  WHERE "وضعیت" IN ('OK', 'TEMP_REVIEW');
CREATE INDEX assignment_review_idx ON "تخصیص_ها" ("سال_تحصیلی") WHERE "وضعیت" = 'TEMP_REVIEW';
-- One run in the whole installation is publishing or reverting (Contracts §4)
CREATE UNIQUE INDEX run_active_key ON runs ((true)) WHERE state IN ('PUBLISHING', 'REVERTING');
CREATE UNIQUE INDEX import_file_content_key ON import_files (batch_id, sha256) WHERE status <> 'REMOVED';
CREATE INDEX import_row_open_quarantine_idx ON import_rows (natural_key) WHERE status = 'QUARANTINED';
CREATE INDEX outbox_pending_idx ON outbox_events (next_attempt_at, seq) WHERE status = 'PENDING';
CREATE INDEX student_search_idx ON "دانش_آموزان" USING gin ("کلید_جستجو" gin_trgm_ops);
CREATE INDEX mentor_search_idx ON "منتورها" USING gin ("کلید_نام" gin_trgm_ops);

-- Our part of a load never rises above capacity; what a file says is free (Contracts §1)
CREATE FUNCTION refuse_overload() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'mentor % would carry % of %', NEW."شناسه_منتور", NEW."بار_پایه" + NEW."بار_تخصیص", NEW."ظرفیت"
    USING ERRCODE = 'check_violation', CONSTRAINT = 'mentor_capacity_guard';
END $$;
CREATE TRIGGER mentor_capacity_guard BEFORE UPDATE OF "بار_تخصیص" ON "منتورها" FOR EACH ROW
  WHEN (NEW."بار_تخصیص" > OLD."بار_تخصیص" AND NEW."بار_پایه" + NEW."بار_تخصیص" > NEW."ظرفیت")
  EXECUTE FUNCTION refuse_overload();

CREATE FUNCTION refuse_lowering() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a counter sequence is never lowered'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'counter_sequence_guard';
END $$;
CREATE TRIGGER counter_sequence_guard BEFORE UPDATE ON "شمارنده_ها" FOR EACH ROW
  WHEN (NEW."آخرین_عدد" < OLD."آخرین_عدد") EXECUTE FUNCTION refuse_lowering();

-- A number never goes to another student, and an audit row never changes
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_append_only';
END $$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log EXECUTE FUNCTION refuse_change();
CREATE TRIGGER counter_ledger_append_only BEFORE UPDATE OR DELETE ON counter_ledger FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Seeds
INSERT INTO pool_lock (id) VALUES (1);
INSERT INTO academic_years (year, code)
  SELECT year, lpad((year - 1350)::text, 2, '0') FROM generate_series(1400, 1410) AS year;
INSERT INTO centers (code, name_fa, name_en) VALUES (0, 'مرکزی', 'Markazi'), (1, 'گلستان', 'Golestan'), (2, 'صدرا', 'Sadra');
INSERT INTO groups (code, name_fa, name_en, bucket, position) VALUES
  (1, 'دوازدهم ریاضی', 'Grade 12 Mathematics', 'KONKUR', 1),
  (3, 'دوازدهم تجربی', 'Grade 12 Science', 'KONKUR', 2),
  (5, 'دوازدهم انسانی', 'Grade 12 Humanities', 'KONKUR', 3),
  (7, 'هنر', 'Arts', 'KONKUR', 4),
  (8, 'دوازدهم علوم و معارف اسلامی', 'Grade 12 Islamic Studies', 'KONKUR', 5),
  (9, 'منحصراً زبان', 'Languages only', 'KONKUR', 6),
  (11, 'دوازدهم الکتروتکنیک', 'Grade 12 Electrical Engineering', 'VOCATIONAL', 7),
  (12, 'دوازدهم شبکه و نرم‌افزار رایانه', 'Grade 12 Networks and Software', 'VOCATIONAL', 8),
  (14, 'دوازدهم تربیت بدنی', 'Grade 12 Physical Education', 'VOCATIONAL', 9),
  (17, 'دوازدهم حسابداری', 'Grade 12 Accounting', 'VOCATIONAL', 10),
  (18, 'دوازدهم مکانیک خودرو', 'Grade 12 Car Mechanics', 'VOCATIONAL', 11),
  (53, 'یازدهم الکتروتکنیک', 'Grade 11 Electrical Engineering', 'VOCATIONAL', 12),
  (55, 'یازدهم شبکه و نرم‌افزار رایانه', 'Grade 11 Networks and Software', 'VOCATIONAL', 13),
  (66, 'یازدهم تربیت بدنی', 'Grade 11 Physical Education', 'VOCATIONAL', 14),
  (69, 'یازدهم حسابداری', 'Grade 11 Accounting', 'VOCATIONAL', 15),
  (83, 'دهم شبکه و نرم‌افزار رایانه', 'Grade 10 Networks and Software', 'VOCATIONAL', 16),
  (89, 'دهم حسابداری', 'Grade 10 Accounting', 'VOCATIONAL', 17),
  (21, 'یازدهم ریاضی', 'Grade 11 Mathematics', 'SECONDARY2', 18),
  (22, 'یازدهم تجربی', 'Grade 11 Science', 'SECONDARY2', 19),
  (23, 'یازدهم علوم انسانی', 'Grade 11 Humanities', 'SECONDARY2', 20),
  (29, 'یازدهم علوم و معارف اسلامی', 'Grade 11 Islamic Studies', 'SECONDARY2', 21),
  (24, 'دهم ریاضی', 'Grade 10 Mathematics', 'SECONDARY2', 22),
  (25, 'دهم تجربی', 'Grade 10 Science', 'SECONDARY2', 23),
  (26, 'دهم انسانی', 'Grade 10 Humanities', 'SECONDARY2', 24),
  (30, 'دهم علوم و معارف اسلامی', 'Grade 10 Islamic Studies', 'SECONDARY2', 25),
  (27, 'نهم', 'Grade 9', 'SECONDARY1', 26),
  (31, 'هشتم', 'Grade 8', 'SECONDARY1', 27),
  (33, 'هفتم', 'Grade 7', 'SECONDARY1', 28),
  (35, 'ششم', 'Grade 6', 'PRIMARY', 29),
  (41, 'پنجم', 'Grade 5', 'PRIMARY', 30),
  (43, 'چهارم', 'Grade 4', 'PRIMARY', 31),
  (45, 'سوم', 'Grade 3', 'PRIMARY', 32),
  (46, 'دوم', 'Grade 2', 'PRIMARY', 33);
