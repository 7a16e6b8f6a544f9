/**
 * Axon in a Spring Boot application: built from beans, started before the web server, stopped
 * after.
 */
@NullMarked
package dev.annals.eventstore.axon.spring;

import org.jspecify.annotations.NullMarked;
