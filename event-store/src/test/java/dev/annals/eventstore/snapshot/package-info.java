/** Tests of what the package of the same name promises. */
@NullMarked
package dev.annals.eventstore.snapshot;

import org.jspecify.annotations.NullMarked;
