/** Tests of the auto-configurations. */
@NullMarked
package dev.annals.eventstore.spring;

import org.jspecify.annotations.NullMarked;
