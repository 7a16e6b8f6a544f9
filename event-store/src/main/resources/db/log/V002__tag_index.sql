-- The index of tags is written behind the commits, in bulk. What it held so far is written again from the events, in a new form:
-- tags and types as numbers take half the space and half the time. Two of them may share a number, in theory, so whoever finds
-- an event by its numbers looks at the event as well.
DROP TABLE event_tag;

-- Where the events of a tag are. The empty tag stands for every event, so that a query by type alone has an index too.
CREATE TABLE event_tag (
    tag_hash  bigint NOT NULL,
    type_hash bigint NOT NULL,
    position  bigint NOT NULL
);

COMMENT ON TABLE event_tag IS 'hashtextextended(tag, 0), hashtextextended(type, 0); derived from the events alone.';

CREATE INDEX event_tag_position ON event_tag (tag_hash, type_hash, position);

-- Each row is one bulk: the tags of the events after+1..through are in event_tag, written in the same transaction. The next bulk
-- starts where the last one ended, and the primary key lets only one process write it. Rows are added, never updated, so that a
-- long-running transaction elsewhere cannot make reading slow.
CREATE TABLE tag_index (
    after   bigint NOT NULL,
    through bigint NOT NULL,
    CONSTRAINT tag_index_pkey PRIMARY KEY (after),
    CONSTRAINT tag_index_moves_on CHECK (through > after)
);

CREATE TRIGGER event_tag_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON event_tag
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER tag_index_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON tag_index
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

REVOKE ALL ON event_tag, tag_index FROM PUBLIC;
GRANT SELECT, INSERT ON event_tag, tag_index TO "${writerRole}";
GRANT SELECT ON event_tag, tag_index TO "${readerRole}";

-- A writer that waits for its turn within a transaction began it before others committed.
ALTER TABLE event ALTER COLUMN recorded_at SET DEFAULT statement_timestamp();
