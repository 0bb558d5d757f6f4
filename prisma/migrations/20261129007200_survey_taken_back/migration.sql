-- Opening a survey has a way back while nobody has submitted. The operators that saw it open read why it is planned again.
ALTER TABLE survey ADD COLUMN taken_back_at timestamptz(3), ADD COLUMN taken_back_reason text,
  ADD CHECK ((taken_back_at IS NULL) = (taken_back_reason IS NULL));
GRANT UPDATE (taken_back_at, taken_back_reason) ON survey TO portal_application;
