@NullMarked
package dev.annals.eventstore.privacy;

import org.jspecify.annotations.NullMarked;
