-- The post that was represented when a remark was answered, as with answers and remarks.
ALTER TABLE item_remark_response ADD COLUMN represented text;
ALTER TABLE item_remark_response ALTER COLUMN represented SET DEFAULT portal_represented();
