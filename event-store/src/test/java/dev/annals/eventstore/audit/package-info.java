@NullMarked
package dev.annals.eventstore.audit;

import org.jspecify.annotations.NullMarked;
