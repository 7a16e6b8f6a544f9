/** Tests of dead letters by themselves. */
@NullMarked
package dev.annals.eventstore.deadletter;

import org.jspecify.annotations.NullMarked;
