-- Every act is also recorded as an event, when it is asked for and when it is over, in a log of its own. Which of both are there
-- already is known here, so that none is lost when a process dies in between.
ALTER TABLE projection.dead_letter_act
  ADD COLUMN request_recorded boolean NOT NULL DEFAULT false,
  ADD COLUMN outcome_recorded boolean NOT NULL DEFAULT false;

CREATE INDEX unrecorded_act ON projection.dead_letter_act (act) WHERE NOT outcome_recorded;
