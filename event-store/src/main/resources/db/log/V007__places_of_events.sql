-- The index of tags says, beside the position, in which place of the table the event lies. From there it is read in one step; by its
-- position alone it takes a look into the primary key for each, four pages deep in a large log, and most of them far from any cache.
-- A place is a hint: rows move when a table is rewritten or restored, so whoever follows one compares the position.
ALTER TABLE event_tag RENAME TO former_event_tag;
ALTER INDEX event_tag_position RENAME TO former_event_tag_position;

CREATE TABLE event_tag (
    tag_hash  bigint NOT NULL,
    type_hash bigint NOT NULL,
    position  bigint NOT NULL,
    place     tid    NOT NULL
)
    WITH (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 500000);

COMMENT ON TABLE event_tag IS 'hashtextextended(tag, 0), hashtextextended(type, 0), position, ctid: a row per tag of each event; derived from the events alone.';
COMMENT ON COLUMN event_tag.place IS 'Where the event was when it was indexed; a hint.';

INSERT INTO event_tag (tag_hash, type_hash, position, place)
SELECT hashtextextended(tag, 0), hashtextextended(e.type, 0), e.position, e.place
  FROM (SELECT unnest(e.tags) AS tag, e.type, e.position, e.ctid AS place
          FROM event e
         WHERE e.position <= (SELECT max(through) FROM tag_index)) AS e;

CREATE INDEX event_tag_position ON event_tag (tag_hash, type_hash, position) INCLUDE (place);

DROP TABLE former_event_tag;

CREATE TRIGGER event_tag_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON event_tag
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

REVOKE ALL ON event_tag FROM PUBLIC;
GRANT SELECT, INSERT ON event_tag TO "${writerRole}";
GRANT SELECT ON event_tag TO "${readerRole}";
