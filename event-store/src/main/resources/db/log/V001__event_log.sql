-- One schema is one log. Nothing in it is shared with another log of the same cluster.

CREATE TABLE event (
    position    bigint      NOT NULL,
    event_id    uuid        NOT NULL,
    type        text        NOT NULL,
    revision    text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    -- The inserting transaction's start: a writer inserts after head only once it has seen head committed, so this never
    -- decreases with the position while the server's clock does not.
    recorded_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
    tags        text[]      NOT NULL,
    payload     text        NOT NULL,
    metadata    text        NOT NULL,
    CONSTRAINT event_pkey PRIMARY KEY (position)
);

COMMENT ON TABLE event IS 'The log: positions 1..n without gaps, in commit order. Never updated, never deleted.';
COMMENT ON CONSTRAINT event_pkey ON event IS 'Also the compare-and-swap on the head by which several writers agree on the order.';

-- Where the events of a tag are. The empty tag stands for every event, so that a query by type alone has an index too.
CREATE TABLE event_tag (
    tag      text   NOT NULL,
    type     text   NOT NULL,
    position bigint NOT NULL
);

CREATE INDEX event_tag_position ON event_tag (tag, type, position);

-- The first answer to each idempotency key, stored in the same transaction as the events it caused.
CREATE TABLE request (
    key         text        NOT NULL,
    fingerprint text        NOT NULL,
    answer      text        NOT NULL,
    position    bigint      NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
    CONSTRAINT request_pkey PRIMARY KEY (key)
);

CREATE FUNCTION refuse_change() RETURNS trigger
    LANGUAGE plpgsql AS
$$
BEGIN
    RAISE EXCEPTION '% on %.% is refused: the log is append-only', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;

-- The owner of a table may do anything to it; these stop its honest mistakes. The services do not run as the owner.
CREATE TRIGGER event_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER event_tag_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON event_tag
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER request_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON request
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Roles belong to the whole cluster, so another log's migration may create one at the same moment.
DO
$$
DECLARE
    group_role text;
BEGIN
    FOREACH group_role IN ARRAY ARRAY['${writerRole}', '${readerRole}'] LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', group_role);
        EXCEPTION WHEN duplicate_object THEN
            RAISE NOTICE 'Role % is there already', group_role;
        END;
    END LOOP;
END
$$;

REVOKE ALL ON ALL TABLES IN SCHEMA "${flyway:defaultSchema}" FROM PUBLIC;
GRANT USAGE ON SCHEMA "${flyway:defaultSchema}" TO "${writerRole}", "${readerRole}";
GRANT SELECT, INSERT ON event, event_tag, request TO "${writerRole}";
GRANT SELECT ON event, event_tag TO "${readerRole}";
