-- A return is undone while nothing was changed: what it replaced, and how many versions of answers there were then.
ALTER TABLE sheet ADD COLUMN return_undo jsonb;
GRANT UPDATE (return_undo) ON sheet TO portal_application;
