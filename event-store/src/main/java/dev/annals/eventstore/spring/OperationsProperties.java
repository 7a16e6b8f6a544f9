package dev.annals.eventstore.spring;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where acts of operators are recorded as events.
 *
 * @param schema of a log beside the one that is read, to which its user may append
 */
@ConfigurationProperties("annals.operations")
record OperationsProperties(String schema) {}
