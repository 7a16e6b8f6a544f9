/** Tests of Axon on the log; among them Axon's own suite for storage engines. */
@NullMarked
package dev.annals.eventstore.axon;

import org.jspecify.annotations.NullMarked;
