@NullMarked
package dev.annals.eventstore.privacy.postgres;

import org.jspecify.annotations.NullMarked;
