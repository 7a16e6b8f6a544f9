/** The embedded PostgreSQL on good and on damaged data directories. */
@NullMarked
package dev.annals.standalone.postgres;

import org.jspecify.annotations.NullMarked;
