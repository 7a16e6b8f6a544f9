/** The stores that are compared, and what the workloads ask of them. */
@NullMarked
package dev.annals.benchmarks.store;

import org.jspecify.annotations.NullMarked;
