@NullMarked
package dev.annals.eventstore.audit.verify;

import org.jspecify.annotations.NullMarked;
