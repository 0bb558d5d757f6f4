-- Revisions of an edition are kept whole, and a round rests on one (ADR 0034). Older code reads the columns that go here, and
-- would let an erratum overwrite the text of rounds that are approved.
UPDATE installation SET oldest_code = '20261129011000_edition_revisions';

CREATE TABLE edition_revision (
  edition_id text NOT NULL,
  revision integer NOT NULL,
  content_hash text NOT NULL,
  content jsonb NOT NULL,
  imported_at timestamptz(3) NOT NULL,
  CONSTRAINT edition_revision_pkey PRIMARY KEY (edition_id, revision),
  CONSTRAINT edition_revision_edition_id_fkey FOREIGN KEY (edition_id) REFERENCES edition (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX edition_revision_edition_id_content_hash_key ON edition_revision (edition_id, content_hash);
INSERT INTO edition_revision (edition_id, revision, content_hash, content, imported_at)
SELECT id, revision, content_hash, content, imported_at FROM edition;

ALTER TABLE edition_revision ENABLE ROW LEVEL SECURITY;
CREATE POLICY signed_in ON edition_revision FOR SELECT USING (portal_scope() IS NOT NULL);
GRANT SELECT ON edition_revision TO portal_application;
-- Frozen, for the owner too; only what was stored before the release, in no shape that is read, is written anew.
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON edition_revision FOR EACH ROW WHEN (OLD.content ? 'shape')
  EXECUTE FUNCTION portal_refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON edition_revision FOR EACH STATEMENT EXECUTE FUNCTION portal_refuse_change();

-- What is left of `edition` holds for its every revision, but for the number of the published one. The two rows come together.
ALTER TABLE edition DROP COLUMN content, DROP COLUMN content_hash, DROP COLUMN imported_at,
  ADD CONSTRAINT edition_id_revision_fkey FOREIGN KEY (id, revision) REFERENCES edition_revision (edition_id, revision)
    ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE edition_section DROP COLUMN heading;

-- A round has a revision from the moment it opens. The text of those before the stored one was overwritten: rounds that were
-- approved on such a one have shown the stored text since, and now they say so.
INSERT INTO audit (at, operator_id, action, outcome, target, detail)
SELECT now(), c.operator_id, 'cycle.carryRevision', 'done', 'cycle/' || c.id,
  jsonb_build_object('from', c.edition_revision, 'to', e.revision,
    'reason', format('正誤 第%s版の文は残っていないため、示している文の正誤 第%s版に合わせた', c.edition_revision, e.revision))
FROM cycle c JOIN edition e ON e.id = c.edition_id WHERE c.opened_at IS NOT NULL AND c.edition_revision <> e.revision ORDER BY c.operator_id, c.id;
ALTER TABLE cycle ALTER COLUMN edition_revision DROP NOT NULL;
UPDATE cycle c SET edition_revision = CASE WHEN c.opened_at IS NULL THEN NULL ELSE e.revision END FROM edition e WHERE e.id = c.edition_id;
ALTER TABLE cycle ADD CHECK ((edition_revision IS NULL) = (opened_at IS NULL)),
  ADD CONSTRAINT cycle_edition_id_edition_revision_fkey FOREIGN KEY (edition_id, edition_revision) REFERENCES edition_revision (edition_id, revision)
    ON DELETE RESTRICT ON UPDATE CASCADE;
