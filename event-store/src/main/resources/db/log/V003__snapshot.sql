-- States folded from long streams, so that they need not be folded from the first event again. Not part of the record:
-- everything in here can be deleted at any time, and comes back.
CREATE TABLE snapshot (
    fold     text    NOT NULL,
    id       text    NOT NULL,
    version  integer NOT NULL,
    position bigint  NOT NULL,
    state    text    NOT NULL,
    CONSTRAINT snapshot_pkey PRIMARY KEY (fold, id)
)
    -- Rows are replaced again and again; leaves room for their new versions on the same page.
    WITH (fillfactor = 70);

COMMENT ON TABLE snapshot IS 'Saved states, one for each fold and id; may be deleted at any time.';
COMMENT ON COLUMN snapshot.version IS 'Of the fold: a state of any other version is not used.';
COMMENT ON COLUMN snapshot.position IS 'Every relevant event up to here is in the state.';

REVOKE ALL ON snapshot FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE, DELETE ON snapshot TO "${writerRole}";
