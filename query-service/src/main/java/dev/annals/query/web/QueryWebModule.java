package dev.annals.query.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires what every read over HTTP has in common. */
@Configuration(proxyBeanMethods = false)
@Import({ReadArguments.class, ReadDatabaseAdvice.class})
public class QueryWebModule {}
