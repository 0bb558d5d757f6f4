-- What belongs to one cycle or sheet belongs to one operator: without knowing it the planner multiplies the two shares, takes a
-- round of 20,000 sheets for one row, and looks through the rest once for each of them.
CREATE STATISTICS cycle_item_of_cycle (dependencies) ON operator_id, cycle_id, role FROM cycle_item;
CREATE STATISTICS sheet_of_cycle (dependencies) ON operator_id, cycle_id FROM sheet;
CREATE STATISTICS tally_of_cycle (dependencies) ON operator_id, cycle_id FROM tally;
CREATE STATISTICS answer_of_sheet (dependencies) ON operator_id, sheet_id FROM answer;
ANALYZE cycle_item, sheet, tally, answer;
