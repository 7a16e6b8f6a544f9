@NullMarked
package dev.annals.eventstore.audit.leaf;

import org.jspecify.annotations.NullMarked;
