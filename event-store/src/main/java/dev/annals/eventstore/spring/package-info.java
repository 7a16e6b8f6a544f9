/**
 * Auto-configuration for Spring Boot: what runs from an application's start to its end, and how it
 * is watched.
 */
@NullMarked
package dev.annals.eventstore.spring;

import org.jspecify.annotations.NullMarked;
