@NullMarked
package dev.annals.eventstore.audit.seal;

import org.jspecify.annotations.NullMarked;
