-- The sheets that wait for a review, which the CISO's first page counts: few among all of an operator.
CREATE INDEX sheet_handed_in ON sheet (operator_id, cycle_id) WHERE state = 'handedIn';
