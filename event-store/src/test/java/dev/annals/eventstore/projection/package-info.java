/** Tests of the projection runtime, on a real PostgreSQL where it writes. */
@NullMarked
package dev.annals.eventstore.projection;

import org.jspecify.annotations.NullMarked;
