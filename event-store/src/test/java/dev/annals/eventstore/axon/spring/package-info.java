/** Tests of Axon in a Spring Boot application. */
@NullMarked
package dev.annals.eventstore.axon.spring;

import org.jspecify.annotations.NullMarked;
