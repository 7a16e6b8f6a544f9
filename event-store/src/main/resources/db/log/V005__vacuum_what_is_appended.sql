-- Tables that only grow need vacuuming all the same: it marks full pages as visible to all, and from then on an index answers
-- without a look at the table. By default that waits until a fifth of the table is new, which in a large one takes ever longer.
ALTER TABLE event SET (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 200000);
ALTER TABLE event_tag SET (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 500000);
