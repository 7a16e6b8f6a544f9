package dev.annals.query.projections;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires what operators need. */
@Configuration(proxyBeanMethods = false)
@Import(ProjectionsController.class)
public class ProjectionsModule {}
