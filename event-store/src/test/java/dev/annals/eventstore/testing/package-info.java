/** A real PostgreSQL for the tests of every module that needs one. */
@NullMarked
package dev.annals.eventstore.testing;

import org.jspecify.annotations.NullMarked;
