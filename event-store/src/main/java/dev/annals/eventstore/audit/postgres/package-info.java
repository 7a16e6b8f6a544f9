/** The sealed log in the tables of the log's schema. */
@NullMarked
package dev.annals.eventstore.audit.postgres;

import org.jspecify.annotations.NullMarked;
