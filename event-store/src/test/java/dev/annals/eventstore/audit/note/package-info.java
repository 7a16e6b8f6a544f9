@NullMarked
package dev.annals.eventstore.audit.note;

import org.jspecify.annotations.NullMarked;
