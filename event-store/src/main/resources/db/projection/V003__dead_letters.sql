-- Events that could not be applied, and those of the same sequence that came after them and must wait for them.
CREATE TABLE projection.dead_letter (
  build        bigint           NOT NULL REFERENCES projection.build ON DELETE CASCADE,
  ordering_key text COLLATE "C" NOT NULL,
  position     bigint           NOT NULL CHECK (position > 0),
  segment      integer          NOT NULL,
  -- Why it could not be applied; null if it was never tried, since it only waits.
  cause        text,
  attempts     integer          NOT NULL DEFAULT 0,
  enqueued_at  timestamptz      NOT NULL DEFAULT now(),
  PRIMARY KEY (build, ordering_key, position)
);

-- What somebody wants to be done about them, and what came of it. Never deleted.
CREATE TABLE projection.dead_letter_act (
  act          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  build        bigint           NOT NULL REFERENCES projection.build,
  segment      integer          NOT NULL,
  ordering_key text COLLATE "C" NOT NULL,
  kind         text             NOT NULL CHECK (kind IN ('REDRIVE', 'EVICT')),
  -- The letter to evict; a redrive is of the whole sequence.
  position     bigint           CHECK ((position IS NOT NULL) = (kind = 'EVICT')),
  actor        text             NOT NULL,
  reason       text             NOT NULL,
  requested_at timestamptz      NOT NULL DEFAULT now(),
  letters_done integer          NOT NULL DEFAULT 0,
  outcome      text             CHECK (outcome IN ('DONE', 'FAILED', 'GONE')),
  detail       text,
  finished_at  timestamptz
);
CREATE INDEX pending_act ON projection.dead_letter_act (build, segment, act) WHERE outcome IS NULL;
