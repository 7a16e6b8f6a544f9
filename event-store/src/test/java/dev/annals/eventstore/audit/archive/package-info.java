@NullMarked
package dev.annals.eventstore.audit.archive;

import org.jspecify.annotations.NullMarked;
