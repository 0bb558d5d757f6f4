-- Rows keep their keys and what they belong to: the application's login may change the columns that are listed here and no
-- others. A key that changed would leave behind what refers to it by value only (the history of a sheet's answers, the audit
-- trail). Whoever adds a column that is to change adds it here, in a migration of its own.
REVOKE UPDATE ON department, critical_system, person, appointment, cycle, cycle_item, cycle_left_out, sheet, sheet_respondent,
  answer, tally, operator, survey, session, access_token FROM portal_application;

GRANT UPDATE (name) ON operator TO portal_application;
GRANT UPDATE (name, retired_at) ON department TO portal_application;
GRANT UPDATE (name, kind, department_id, retired_at) ON critical_system TO portal_application;
GRANT UPDATE (name, email, staff_number, department_id, left_at) ON person TO portal_application;
GRANT UPDATE (title, period_from, period_to, due_on, state, example_mode, selected_items, edition_revision, previous_cycle_id,
  opened_at, reviewing_at, reviewing_by, approved_at, approved_by, reopened_reason) ON cycle TO portal_application;
GRANT UPDATE (state, answered, started_at, handed_in_at, handed_in_by, reviewed_at, reviewed_by, withdrawn_reason,
  returned_reason) ON sheet TO portal_application;
GRANT UPDATE (status, reason, remark, evidence, version, answered_by, answered_at, for_ministry) ON answer TO portal_application;
GRANT UPDATE (asked, implemented, partial, not_implemented, not_applicable) ON tally TO portal_application;
GRANT UPDATE (title, opens_on, closes_on, state, closed_at) ON survey TO portal_application;
GRANT UPDATE (ended_at) ON session TO portal_application;
GRANT UPDATE (revoked_at) ON access_token TO portal_application;
