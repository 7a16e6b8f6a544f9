/** The event log and all that works on any log; knows no business word. */
@NullMarked
package dev.annals.eventstore;

import org.jspecify.annotations.NullMarked;
