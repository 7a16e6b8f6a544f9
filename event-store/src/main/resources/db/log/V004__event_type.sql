-- Where the events of a type are: a row per type and bulk of the tag index, instead of an entry per event. Positions ascend, and
-- the last of them is in the key, so that the events after a position are found without looking at the bulks before it.
CREATE TABLE event_type (
    type_hash bigint   NOT NULL,
    through   bigint   NOT NULL,
    positions bigint[] NOT NULL,
    CONSTRAINT event_type_pkey PRIMARY KEY (type_hash, through)
);

COMMENT ON TABLE event_type IS 'hashtextextended(type, 0), the highest of the positions, the positions; derived from the events alone.';

-- Compressing them costs more than it spares.
ALTER TABLE event_type ALTER COLUMN positions SET STORAGE EXTERNAL;

-- What is indexed already. Its entries of the empty tag stay where they are; nobody asks for them any more.
INSERT INTO event_type (type_hash, through, positions)
SELECT hashtextextended(e.type, 0), max(e.position), array_agg(e.position ORDER BY e.position)
  FROM tag_index i
  JOIN event e ON e.position > i.after AND e.position <= i.through
 GROUP BY i.after, hashtextextended(e.type, 0);

COMMENT ON TABLE event_tag IS 'hashtextextended(tag, 0), hashtextextended(type, 0), position: a row per tag of each event; derived from the events alone.';

CREATE TRIGGER event_type_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON event_type
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

REVOKE ALL ON event_type FROM PUBLIC;
GRANT SELECT, INSERT ON event_type TO "${writerRole}";
GRANT SELECT ON event_type TO "${readerRole}";
