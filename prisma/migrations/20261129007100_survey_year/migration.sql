-- A fiscal year that does not fit the days of a survey is refused; of one that was planned with it before, it can be put right.
GRANT UPDATE (fiscal_year) ON survey TO portal_application;
