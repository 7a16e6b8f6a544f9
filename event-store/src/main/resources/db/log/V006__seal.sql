-- The sealed log: a Merkle tree over the events, and what was signed of it. Only what cannot be derived is stored, and rows are
-- only ever inserted.

DO
$$
BEGIN
    EXECUTE format('CREATE ROLE %I NOLOGIN', '${sealerRole}');
EXCEPTION WHEN duplicate_object THEN
    RAISE NOTICE 'Role % is there already', '${sealerRole}';
END
$$;

-- Full tiles: of level 0 the hashes of 256 events, above it the roots of 256 tiles of the level below.
CREATE TABLE sealed_tile (
    level  smallint NOT NULL CHECK (level >= 0),
    index  bigint   NOT NULL CHECK (index >= 0),
    hashes bytea    NOT NULL CHECK (octet_length(hashes) = 256 * 32),
    root   bytea    NOT NULL CHECK (octet_length(root) = 32),
    CONSTRAINT sealed_tile_pkey PRIMARY KEY (level, index)
);

-- Hashes do not compress. Out of line, they leave the roots close together, from which partial tiles are made.
ALTER TABLE sealed_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

-- A row for each checkpoint. Each continues another one, and each can be continued once: the rows are a chain and can be nothing
-- else, whoever inserts them and however many at once.
CREATE TABLE seal (
    size      bigint      NOT NULL CHECK (size >= 0),
    after     bigint      CHECK (after < size),
    root      bytea       NOT NULL CHECK (octet_length(root) = 32),
    -- The hashes of those events after+1..size that are not in a full tile of a tree of this size.
    leaves    bytea       NOT NULL CHECK (octet_length(leaves) = 32 * least(size % 256, size - coalesce(after, 0))),
    note      text        NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    CONSTRAINT seal_pkey PRIMARY KEY (size),
    CONSTRAINT seal_is_a_chain UNIQUE NULLS NOT DISTINCT (after),
    CONSTRAINT seal_continues FOREIGN KEY (after) REFERENCES seal (size),
    CONSTRAINT seal_begins_empty CHECK ((size = 0) = (after IS NULL))
);

COMMENT ON COLUMN seal.note IS 'The checkpoint: a signed note that says size and root.';

-- The tree without a leaf, which nobody needs to sign.
INSERT INTO seal (size, after, root, leaves, note) VALUES (0, NULL, sha256(''), '', '');

-- Public keys that signed checkpoints, for whoever asks. An auditor has them from elsewhere.
CREATE TABLE seal_key (
    key        text        NOT NULL,
    first_size bigint      NOT NULL,
    added_at   timestamptz NOT NULL DEFAULT statement_timestamp(),
    CONSTRAINT seal_key_pkey PRIMARY KEY (key)
);

CREATE TRIGGER sealed_tile_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON sealed_tile
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER seal_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON seal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER seal_key_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON seal_key
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

REVOKE ALL ON sealed_tile, seal, seal_key FROM PUBLIC;
GRANT USAGE ON SCHEMA "${flyway:defaultSchema}" TO "${sealerRole}";
GRANT SELECT ON event, sealed_tile, seal, seal_key TO "${sealerRole}";
GRANT INSERT ON sealed_tile, seal, seal_key TO "${sealerRole}";
GRANT SELECT ON sealed_tile, seal, seal_key TO "${readerRole}";
