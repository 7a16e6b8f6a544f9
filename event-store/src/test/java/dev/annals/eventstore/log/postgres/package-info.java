/** The log on a real PostgreSQL. */
@NullMarked
package dev.annals.eventstore.log.postgres;

import org.jspecify.annotations.NullMarked;
