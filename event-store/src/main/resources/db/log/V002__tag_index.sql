-- The index of tags is written behind the commits, in bulk. Each row is one bulk: the tags of the events after+1..through are
-- in event_tag, written in the same transaction. The next bulk starts where the last one ended, and the primary key lets only
-- one process write it. Rows are added, never updated, so that a long-running transaction elsewhere cannot make reading slow.
CREATE TABLE tag_index (
    after   bigint NOT NULL,
    through bigint NOT NULL,
    CONSTRAINT tag_index_pkey PRIMARY KEY (after),
    CONSTRAINT tag_index_moves_on CHECK (through > after)
);

INSERT INTO tag_index (after, through)
SELECT 0, max(position) FROM event HAVING max(position) > 0;

CREATE TRIGGER tag_index_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON tag_index
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

REVOKE ALL ON tag_index FROM PUBLIC;
GRANT SELECT, INSERT ON tag_index TO "${writerRole}";
GRANT SELECT ON tag_index TO "${readerRole}";

-- Found by equality only, so the order may as well be that of the bytes, which costs least.
DROP INDEX event_tag_position;
ALTER TABLE event_tag
    ALTER COLUMN tag TYPE text COLLATE "C",
    ALTER COLUMN type TYPE text COLLATE "C";
CREATE INDEX event_tag_position ON event_tag (tag, type, position);
