/** Records what concurrent writers were told, and proves from the log that it was right. */
@NullMarked
package dev.annals.eventstore.log.history;

import org.jspecify.annotations.NullMarked;
