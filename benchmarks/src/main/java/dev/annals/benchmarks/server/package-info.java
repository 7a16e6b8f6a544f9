/** The one PostgreSQL on which everything is measured. */
@NullMarked
package dev.annals.benchmarks.server;

import org.jspecify.annotations.NullMarked;
