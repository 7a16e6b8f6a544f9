@NullMarked
package dev.annals.eventstore.audit.postgres;

import org.jspecify.annotations.NullMarked;
