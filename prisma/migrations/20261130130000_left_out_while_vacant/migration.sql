-- What was left out because nobody held the post is asked once somebody does; what the CISO left out where somebody answers stays
-- left out (docs/decisions/0012-hand-out-refuses-vacancies.md). Opening a cycle keeps here which entries are of a vacant post: the
-- id of its system, department or operator, as in sheet.place. Cycles that are open already stay as they are.
ALTER TABLE cycle_left_out ADD COLUMN vacant_place uuid;
GRANT UPDATE (vacant_place) ON cycle_left_out TO portal_application;
