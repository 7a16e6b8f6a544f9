/** Measures the event log, alone and beside its peers. */
@NullMarked
package dev.annals.benchmarks;

import org.jspecify.annotations.NullMarked;
