-- Where a request for an act came from, for whom it was made, and as part of what: an object of texts.
ALTER TABLE projection.dead_letter_act ADD COLUMN provenance text NOT NULL DEFAULT '{}';
