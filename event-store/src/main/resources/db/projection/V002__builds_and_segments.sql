-- Progress is kept per segment from now on, and a view's tables live in a schema per build. What was projected before
-- is not carried over: every view is built again from the log.
DROP TABLE tracking_token;

CREATE SCHEMA projection;

-- A view built from the log's first event on: the first time, and again for each new version and each rebuild.
CREATE TABLE projection.build (
  build      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  projection text        NOT NULL,
  version    integer     NOT NULL CHECK (version > 0),
  number     integer     NOT NULL CHECK (number > 0),
  -- The schema that holds the tables of this build, and nothing else.
  tables     text        NOT NULL UNIQUE,
  segments   integer     NOT NULL CHECK (segments BETWEEN 1 AND 256 AND segments & (segments - 1) = 0),
  state      text        NOT NULL CHECK (state IN ('BUILDING', 'LIVE', 'KEPT', 'DROPPED')),
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (projection, version, number)
);
CREATE UNIQUE INDEX one_live_build ON projection.build (projection) WHERE state = 'LIVE';

-- How far each part of a build has come, and who works on it. Position and epoch are written in the transaction that writes
-- the rows: whoever lost the segment finds another epoch and can commit nothing. The lease only says when to look for a successor.
CREATE TABLE projection.segment (
  build        bigint      NOT NULL REFERENCES projection.build,
  segment      integer     NOT NULL CHECK (segment >= 0),
  position     bigint      NOT NULL CHECK (position >= 0),
  epoch        bigint      NOT NULL DEFAULT 0,
  owner        text,
  leased_until timestamptz NOT NULL DEFAULT '-infinity',
  PRIMARY KEY (build, segment)
)
-- Updated many times a second: leaves room for new row versions on the same page.
WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- The processes that work on a build; each takes its share of the segments.
CREATE TABLE projection.instance (
  build      bigint      NOT NULL REFERENCES projection.build,
  instance   text        NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (build, instance)
)
WITH (fillfactor = 50);

-- What reads may rely on: every event up to the position is in the rows of the live build.
CREATE VIEW projection.live_progress AS
SELECT build.projection, build.version, min(segment.position) AS position
  FROM projection.build AS build
  JOIN projection.segment AS segment ON segment.build = build.build
 WHERE build.state = 'LIVE'
 GROUP BY build.projection, build.version;

-- One view per table of the live builds. Going live replaces them, so that a statement sees one build as a whole.
CREATE SCHEMA live;
