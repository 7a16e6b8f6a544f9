@NullMarked
package dev.annals.eventstore.audit.export;

import org.jspecify.annotations.NullMarked;
