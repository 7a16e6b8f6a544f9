/** The keys of subjects in PostgreSQL: in a database, or at least a schema, of their own. */
@NullMarked
package dev.annals.eventstore.privacy.postgres;

import org.jspecify.annotations.NullMarked;
