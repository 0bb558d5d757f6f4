
-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT,
    "operator_id" UUID,
    "person_id" UUID,
    "sector_id" TEXT,
    "role" TEXT,
    "disabled_at" TIMESTAMPTZ(3),
    "shortcut_keys" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_token" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_attempt" (
    "id" BIGSERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "succeeded" BOOLEAN NOT NULL,

    CONSTRAINT "login_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "operator_id" UUID,
    "account_id" UUID,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cycle" (
    "operator_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "edition_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "period_from" DATE NOT NULL,
    "period_to" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "example_mode" TEXT NOT NULL,
    "selected_items" JSONB,
    "edition_revision" INTEGER NOT NULL,
    "previous_cycle_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "opened_at" TIMESTAMPTZ(3),
    "reviewing_at" TIMESTAMPTZ(3),
    "reviewing_by" UUID,
    "approved_at" TIMESTAMPTZ(3),
    "approved_by" UUID,
    "reopened_reason" TEXT,

    CONSTRAINT "cycle_pkey" PRIMARY KEY ("operator_id","id")
);

-- CreateTable
CREATE TABLE "cycle_item" (
    "operator_id" UUID NOT NULL,
    "cycle_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "cycle_item_pkey" PRIMARY KEY ("operator_id","cycle_id","role","item_id")
);

-- CreateTable
CREATE TABLE "cycle_left_out" (
    "operator_id" UUID NOT NULL,
    "cycle_id" UUID NOT NULL,
    "item_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL DEFAULT '',
    "reason" TEXT NOT NULL,
    "by" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "cycle_left_out_pkey" PRIMARY KEY ("operator_id","cycle_id","item_id","scope")
);

-- CreateTable
CREATE TABLE "sheet" (
    "operator_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "cycle_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "department_id" UUID,
    "system_id" UUID,
    "person_id" UUID,
    "state" TEXT NOT NULL,
    "measures" INTEGER NOT NULL,
    "answered" INTEGER NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3),
    "handed_in_at" TIMESTAMPTZ(3),
    "handed_in_by" UUID,
    "reviewed_at" TIMESTAMPTZ(3),
    "reviewed_by" UUID,
    "withdrawn_reason" TEXT,
    "returned_reason" TEXT,

    CONSTRAINT "sheet_pkey" PRIMARY KEY ("operator_id","id")
);

-- CreateTable
CREATE TABLE "sheet_respondent" (
    "operator_id" UUID NOT NULL,
    "sheet_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "sheet_respondent_pkey" PRIMARY KEY ("operator_id","sheet_id","person_id")
);

-- CreateTable
CREATE TABLE "answer" (
    "operator_id" UUID NOT NULL,
    "sheet_id" UUID NOT NULL,
    "item_id" TEXT NOT NULL,
    "status" TEXT,
    "reason" TEXT,
    "remark" TEXT,
    "evidence" TEXT,
    "version" INTEGER NOT NULL,
    "answered_by" UUID,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,
    "for_ministry" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "answer_pkey" PRIMARY KEY ("operator_id","sheet_id","item_id")
);

-- CreateTable
CREATE TABLE "answer_history" (
    "operator_id" UUID NOT NULL,
    "sheet_id" UUID NOT NULL,
    "item_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "status" TEXT,
    "reason" TEXT,
    "remark" TEXT,
    "evidence" TEXT,
    "answered_by" UUID,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,
    "cause" TEXT NOT NULL DEFAULT 'answered',

    CONSTRAINT "answer_history_pkey" PRIMARY KEY ("operator_id","sheet_id","item_id","version")
);

-- CreateTable
CREATE TABLE "mutation" (
    "operator_id" UUID NOT NULL,
    "sheet_id" UUID NOT NULL,
    "mutation_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "request" TEXT NOT NULL,
    "result" JSONB NOT NULL,

    CONSTRAINT "mutation_pkey" PRIMARY KEY ("operator_id","sheet_id","mutation_id")
);

-- CreateTable
CREATE TABLE "item_remark" (
    "operator_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "sheet_id" UUID NOT NULL,
    "item_id" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "by" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "item_remark_pkey" PRIMARY KEY ("operator_id","id")
);

-- CreateTable
CREATE TABLE "tally" (
    "operator_id" UUID NOT NULL,
    "cycle_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "department_id" UUID,
    "system_id" UUID,
    "asked" INTEGER NOT NULL,
    "implemented" INTEGER NOT NULL,
    "partial" INTEGER NOT NULL,
    "not_implemented" INTEGER NOT NULL,
    "not_applicable" INTEGER NOT NULL,

    CONSTRAINT "tally_pkey" PRIMARY KEY ("operator_id","cycle_id","scope","item_id")
);

-- CreateTable
CREATE TABLE "edition" (
    "id" TEXT NOT NULL,
    "guideline" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "content_hash" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "imported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "edition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "edition_section" (
    "edition_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "heading" TEXT NOT NULL,
    "parent_id" TEXT,
    "phase" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "edition_section_pkey" PRIMARY KEY ("edition_id","id")
);

-- CreateTable
CREATE TABLE "edition_item" (
    "edition_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "section_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "tier" TEXT NOT NULL,
    "phase" TEXT NOT NULL,
    "illustrates" TEXT,
    "position" INTEGER NOT NULL,

    CONSTRAINT "edition_item_pkey" PRIMARY KEY ("edition_id","id")
);

-- CreateTable
CREATE TABLE "sector" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "ministry" TEXT NOT NULL,

    CONSTRAINT "sector_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operator" (
    "id" UUID NOT NULL,
    "sector_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "operator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "department" (
    "operator_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "department_pkey" PRIMARY KEY ("operator_id","id")
);

-- CreateTable
CREATE TABLE "critical_system" (
    "operator_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "department_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "critical_system_pkey" PRIMARY KEY ("operator_id","id")
);

-- CreateTable
CREATE TABLE "person" (
    "operator_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "department_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "staff_number" TEXT,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "person_pkey" PRIMARY KEY ("operator_id","id")
);

-- CreateTable
CREATE TABLE "appointment" (
    "operator_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "department_id" UUID,
    "system_id" UUID,

    CONSTRAINT "appointment_pkey" PRIMARY KEY ("operator_id","id")
);

-- CreateTable
CREATE TABLE "survey" (
    "id" UUID NOT NULL,
    "sector_id" TEXT NOT NULL,
    "edition_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "fiscal_year" INTEGER NOT NULL,
    "opens_on" DATE NOT NULL,
    "closes_on" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "survey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "survey_call" (
    "operator_id" UUID NOT NULL,
    "survey_id" UUID NOT NULL,
    "sector_id" TEXT NOT NULL,

    CONSTRAINT "survey_call_pkey" PRIMARY KEY ("operator_id","survey_id")
);

-- CreateTable
CREATE TABLE "submission" (
    "operator_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "cycle_id" UUID NOT NULL,
    "survey_id" UUID NOT NULL,
    "sector_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "previous_hash" TEXT,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_by" UUID,

    CONSTRAINT "submission_pkey" PRIMARY KEY ("operator_id","id")
);

-- CreateTable
CREATE TABLE "look_log" (
    "operator_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "account_id" UUID NOT NULL,
    "officer" TEXT NOT NULL,
    "what" TEXT NOT NULL,

    CONSTRAINT "look_log_pkey" PRIMARY KEY ("operator_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "account_email_key" ON "account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "account_operator_id_person_id_key" ON "account"("operator_id", "person_id");

-- CreateIndex
CREATE INDEX "session_account_id_idx" ON "session"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "access_token_hash_key" ON "access_token"("hash");

-- CreateIndex
CREATE INDEX "access_token_account_id_idx" ON "access_token"("account_id");

-- CreateIndex
CREATE INDEX "login_attempt_email_at_idx" ON "login_attempt"("email", "at");

-- CreateIndex
CREATE INDEX "audit_operator_id_id_idx" ON "audit"("operator_id", "id");

-- CreateIndex
CREATE INDEX "sheet_operator_id_cycle_id_role_department_id_system_id_idx" ON "sheet"("operator_id", "cycle_id", "role", "department_id", "system_id");

-- CreateIndex
CREATE INDEX "sheet_respondent_operator_id_person_id_idx" ON "sheet_respondent"("operator_id", "person_id");

-- CreateIndex
CREATE INDEX "item_remark_operator_id_sheet_id_item_id_idx" ON "item_remark"("operator_id", "sheet_id", "item_id");

-- CreateIndex
CREATE UNIQUE INDEX "operator_id_sector_id_key" ON "operator"("id", "sector_id");

-- CreateIndex
CREATE UNIQUE INDEX "department_operator_id_name_key" ON "department"("operator_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "critical_system_operator_id_name_key" ON "critical_system"("operator_id", "name");

-- CreateIndex
CREATE INDEX "person_operator_id_department_id_idx" ON "person"("operator_id", "department_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_operator_id_email_key" ON "person"("operator_id", "email");

-- CreateIndex
CREATE INDEX "appointment_operator_id_person_id_idx" ON "appointment"("operator_id", "person_id");

-- CreateIndex
CREATE UNIQUE INDEX "survey_id_sector_id_key" ON "survey"("id", "sector_id");

-- CreateIndex
CREATE UNIQUE INDEX "submission_operator_id_survey_id_version_key" ON "submission"("operator_id", "survey_id", "version");

-- CreateIndex
CREATE INDEX "look_log_operator_id_at_idx" ON "look_log"("operator_id", "at");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_token" ADD CONSTRAINT "access_token_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cycle" ADD CONSTRAINT "cycle_operator_id_fkey" FOREIGN KEY ("operator_id") REFERENCES "operator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cycle" ADD CONSTRAINT "cycle_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cycle_item" ADD CONSTRAINT "cycle_item_operator_id_cycle_id_fkey" FOREIGN KEY ("operator_id", "cycle_id") REFERENCES "cycle"("operator_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cycle_left_out" ADD CONSTRAINT "cycle_left_out_operator_id_cycle_id_fkey" FOREIGN KEY ("operator_id", "cycle_id") REFERENCES "cycle"("operator_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sheet" ADD CONSTRAINT "sheet_operator_id_cycle_id_fkey" FOREIGN KEY ("operator_id", "cycle_id") REFERENCES "cycle"("operator_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sheet_respondent" ADD CONSTRAINT "sheet_respondent_operator_id_sheet_id_fkey" FOREIGN KEY ("operator_id", "sheet_id") REFERENCES "sheet"("operator_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sheet_respondent" ADD CONSTRAINT "sheet_respondent_operator_id_person_id_fkey" FOREIGN KEY ("operator_id", "person_id") REFERENCES "person"("operator_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer" ADD CONSTRAINT "answer_operator_id_sheet_id_fkey" FOREIGN KEY ("operator_id", "sheet_id") REFERENCES "sheet"("operator_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_remark" ADD CONSTRAINT "item_remark_operator_id_sheet_id_fkey" FOREIGN KEY ("operator_id", "sheet_id") REFERENCES "sheet"("operator_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition_section" ADD CONSTRAINT "edition_section_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition_item" ADD CONSTRAINT "edition_item_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "edition_item" ADD CONSTRAINT "edition_item_edition_id_section_id_fkey" FOREIGN KEY ("edition_id", "section_id") REFERENCES "edition_section"("edition_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operator" ADD CONSTRAINT "operator_sector_id_fkey" FOREIGN KEY ("sector_id") REFERENCES "sector"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "department" ADD CONSTRAINT "department_operator_id_fkey" FOREIGN KEY ("operator_id") REFERENCES "operator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "critical_system" ADD CONSTRAINT "critical_system_operator_id_fkey" FOREIGN KEY ("operator_id") REFERENCES "operator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "critical_system" ADD CONSTRAINT "critical_system_operator_id_department_id_fkey" FOREIGN KEY ("operator_id", "department_id") REFERENCES "department"("operator_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_operator_id_fkey" FOREIGN KEY ("operator_id") REFERENCES "operator"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_operator_id_department_id_fkey" FOREIGN KEY ("operator_id", "department_id") REFERENCES "department"("operator_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_operator_id_person_id_fkey" FOREIGN KEY ("operator_id", "person_id") REFERENCES "person"("operator_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey" ADD CONSTRAINT "survey_sector_id_fkey" FOREIGN KEY ("sector_id") REFERENCES "sector"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey" ADD CONSTRAINT "survey_edition_id_fkey" FOREIGN KEY ("edition_id") REFERENCES "edition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_call" ADD CONSTRAINT "survey_call_operator_id_sector_id_fkey" FOREIGN KEY ("operator_id", "sector_id") REFERENCES "operator"("id", "sector_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "survey_call" ADD CONSTRAINT "survey_call_survey_id_sector_id_fkey" FOREIGN KEY ("survey_id", "sector_id") REFERENCES "survey"("id", "sector_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_operator_id_sector_id_fkey" FOREIGN KEY ("operator_id", "sector_id") REFERENCES "operator"("id", "sector_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_operator_id_cycle_id_fkey" FOREIGN KEY ("operator_id", "cycle_id") REFERENCES "cycle"("operator_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission" ADD CONSTRAINT "submission_operator_id_survey_id_fkey" FOREIGN KEY ("operator_id", "survey_id") REFERENCES "survey_call"("operator_id", "survey_id") ON DELETE RESTRICT ON UPDATE CASCADE;


