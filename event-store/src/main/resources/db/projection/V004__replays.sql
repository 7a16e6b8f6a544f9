-- Views built from the log alone up to one position, for an audit: each in a schema of its own, which comes and goes in the
-- transactions that change the row. Rows are never deleted: they say who replayed what.
CREATE TABLE projection.replay (
  replay          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The schema that holds its tables, and nothing else.
  tables          text        NOT NULL GENERATED ALWAYS AS ('audit_' || replay::text) STORED,
  projection      text        NOT NULL,
  version         integer     NOT NULL CHECK (version > 0),
  until_position  bigint      NOT NULL CHECK (until_position > 0),
  -- What was asked for, if it was an instant.
  until_instant   timestamptz,
  actor           text        NOT NULL,
  state           text        NOT NULL DEFAULT 'RUNNING' CHECK (state IN ('RUNNING', 'DONE', 'FAILED', 'DROPPED')),
  position        bigint      NOT NULL DEFAULT 0 CHECK (position BETWEEN 0 AND until_position),
  -- The process that builds it; when it has been silent for a lease, anybody says that the replay failed.
  owner           text        NOT NULL,
  leased_until    timestamptz NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at      timestamptz NOT NULL,
  finished_at     timestamptz,
  cause           text,
  failed_position bigint
)
WITH (fillfactor = 50);
CREATE INDEX replay_with_tables ON projection.replay (replay) WHERE state IN ('RUNNING', 'DONE');

-- How far the view is whose tables stand beside this: the live one here, and a replay's in the replay's schema. So the same
-- statement reads either.
CREATE VIEW live.view_progress AS
SELECT projection, version, position FROM projection.live_progress;
