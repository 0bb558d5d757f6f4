-- The remark as the CISO ticked it for the ministry. The tick holds for these words alone: while others stand there it rests,
-- and it is there again when the words are. Typing one letter and taking it back takes nothing away.
ALTER TABLE answer ADD COLUMN "ticked_remark" TEXT;
UPDATE answer SET ticked_remark = remark WHERE for_ministry;
GRANT UPDATE (ticked_remark) ON answer TO portal_application;
